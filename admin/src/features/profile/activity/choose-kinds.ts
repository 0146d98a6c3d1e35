import { type ActivityKind, activityKinds } from '../../../shared/kinds.ts'

/** Which kinds are shown: these, or all but these. No kinds: everything. */
export interface KindChoice {
  readonly kinds: readonly ActivityKind[]
  readonly isExcluded: boolean
}

/** Reads what stands in the address: `goal,outcome` or `-pageView`. */
export function readKindChoice(text: string | undefined): KindChoice {
  const words = (text ?? '').split(',')
  const isExcluded = words[0]?.startsWith('-') ?? false
  const kinds = activityKinds.filter((kind) => words.includes(isExcluded ? `-${kind}` : kind))
  return { kinds, isExcluded }
}

/** The inverse of {@link readKindChoice}; undefined for everything. */
export function writeKindChoice({ kinds, isExcluded }: KindChoice): string | undefined {
  if (kinds.length === 0) return undefined
  return kinds.map((kind) => (isExcluded ? `-${kind}` : kind)).join()
}

export function toggleKind(choice: KindChoice, kind: ActivityKind): KindChoice {
  const kinds = choice.kinds.includes(kind)
    ? choice.kinds.filter((other) => other !== kind)
    : [...choice.kinds, kind]
  return { ...choice, kinds }
}
