import { useQuery } from '@tanstack/react-query'
import type { Parameters } from '../../../shared/api.ts'
import { histogramQuery } from '../activities.api.ts'
import { sumKinds } from './sum-counts.ts'

/** How many activities the picture shows, which counts them all; undefined until it does. */
export function useCounted(filters: Parameters): number | undefined {
  const { data, isPlaceholderData } = useQuery(histogramQuery(filters))
  if (data === undefined || isPlaceholderData) return undefined
  return sumKinds(data).reduce((sum, [, count]) => sum + count, 0)
}
