/** How much there is in each of `parts` equal parts of the time from `from` until `until`; what lies outside counts at the edge. */
export function measureDensity(
  amounts: readonly { readonly at: number; readonly amount: number }[],
  from: number,
  until: number,
  parts: number,
): number[] {
  const density = new Array<number>(parts).fill(0)
  const partMs = Math.max(until - from, 1) / parts
  for (const { at, amount } of amounts) {
    const part = Math.min(Math.max(Math.floor((at - from) / partMs), 0), parts - 1)
    density[part] = (density[part] ?? 0) + amount
  }
  return density
}
