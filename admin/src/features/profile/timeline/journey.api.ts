import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Journey, JourneyMark } from '../../../../../server/src/features/journey/journey.schemas.ts'
import { get } from '../../../shared/api.ts'
import type { Span } from './time-axis.ts'

export type {
  Journey,
  JourneyEra,
  JourneyMark,
} from '../../../../../server/src/features/journey/journey.schemas.ts'

import { askEvery } from '../../../shared/ask-every.ts'

/** While a visit may still go on. */
const REFRESH_MS = 3_000

/** `asked` null: everything. */
export function journeyQuery(contactId: string, asked: Span | null, width: number) {
  const parameters = {
    from: asked === null ? null : new Date(asked.from).toISOString(),
    to: asked === null ? null : new Date(asked.until).toISOString(),
    width,
  }
  return queryOptions({
    queryKey: ['contact', contactId, 'journey', parameters],
    queryFn: ({ signal }) => get<Journey>(`/contacts/${contactId}/journey`, parameters, signal),
    placeholderData: keepPreviousData,
    refetchInterval: askEvery<Journey>(
      REFRESH_MS,
      (journey) => journey?.marks.some((mark) => mark.open) === true,
    ),
  })
}

/** A mark with its times in milliseconds: they are computed with at every move. */
export type Mark = Omit<JourneyMark, 'at' | 'until'> & Span & { readonly at: number }

export function readMark(mark: JourneyMark): Mark {
  const at = Date.parse(mark.at)
  return { ...mark, at, from: at, until: Date.parse(mark.until) }
}
