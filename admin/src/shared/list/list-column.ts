import type { ReactNode } from 'react'

/** A column of a list. */
export interface ListColumn<Item> {
  readonly key: string
  readonly title: string
  readonly render: (item: Item) => ReactNode
  /** Pixels, where nobody has chosen otherwise. */
  readonly width: number
  /** What its title does not say. */
  readonly hint?: string
  /** The value of `sort` in the API, where the list can be sorted by it. */
  readonly sort?: string
  /** Numbers and times begin with the largest. */
  readonly isNumeric?: boolean
  /** Not shown until somebody chooses it. */
  readonly isOptional?: boolean
}

/** `-points`: descending. */
export interface Sort {
  readonly key: string
  readonly isDescending: boolean
}

export function readSort(sort: string): Sort {
  return sort.startsWith('-')
    ? { key: sort.slice(1), isDescending: true }
    : { key: sort, isDescending: false }
}

/** What a click on the head of a column asks for: the other way round where the list is sorted by it already. */
export function nextSort(current: string, key: string): string {
  const { key: sorted, isDescending } = readSort(current)
  return sorted === key && isDescending ? key : `-${key}`
}
