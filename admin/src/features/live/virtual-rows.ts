import type { RefObject } from 'react'
import type { LiveRequest } from './live.api.ts'

/** A request and where it lies in a list of which only a part is in the page. */
export interface PlacedRequest {
  readonly request: LiveRequest
  readonly channelName: string | null
  readonly isOpen: boolean
  /** Pixels from the top. */
  readonly start: number
}

export interface VirtualRows {
  readonly area: RefObject<HTMLElement | null>
  readonly shown: readonly PlacedRequest[]
  /** Pixels of all of them. */
  readonly total: number
  readonly onScroll: () => void
}
