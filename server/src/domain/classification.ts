/** Whether a contact is a person (docs/spec/sitecore.md §1.8). */
export type Classification = 'human' | 'robot' | 'unknown'

export interface Classified {
  readonly classification: Classification
  readonly visits: number
}

/** What a contact is once it begins another visit: a robot for as long as every visit is one's, a person for good. */
export function classifyByVisit({ classification, visits }: Classified, isRobot: boolean): Classification {
  if (classification === 'human') return 'human'
  return isRobot && (visits === 0 || classification === 'robot') ? 'robot' : 'unknown'
}

/** What two contacts are together: a person if one of them is, a robot if all visits of both are one's. */
export function mergeClassifications(one: Classified, other: Classified): Classification {
  if (one.classification === 'human' || other.classification === 'human') return 'human'
  const [first, second] = [one, other].filter(({ visits }) => visits > 0)
  if (first === undefined) return 'unknown'
  return second === undefined || second.classification === first.classification
    ? first.classification
    : 'unknown'
}
