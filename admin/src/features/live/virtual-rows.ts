import type { RefObject } from 'react'
import type { LiveRequest } from './live.api.ts'

/** A request and where it lies in a list of which only a part is in the page. */
export interface PlacedRequest {
  readonly request: LiveRequest
  readonly channelName: string | null
  /** Whose it is now, where that is known; in two words, so that a row is drawn again only when they change. */
  readonly contactId: string | null
  readonly contactName: string | null
  readonly isOpen: boolean
  /** Pixels from the top. */
  readonly start: number
}

export interface VirtualRows {
  readonly area: RefObject<HTMLElement | null>
  readonly shown: readonly PlacedRequest[]
  /** Pixels from the top of the line between what came before the start of the server and after; null where it is out of sight. */
  readonly boundary: number | null
  readonly boundaryText: string
  /** Pixels of all of them. */
  readonly total: number
  readonly onScroll: () => void
}
