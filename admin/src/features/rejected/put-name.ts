/** A payload in which every text that is this name, in any case, is another one; itself where it is no JSON or lacks it. */
export function putName(payload: string, name: string, other: string): string {
  const folded = name.toLowerCase()
  try {
    const changed: unknown = JSON.parse(payload, (_key, value: unknown) =>
      typeof value === 'string' && value.toLowerCase() === folded ? other : value,
    )
    return JSON.stringify(changed, null, 2)
  } catch {
    return payload
  }
}
