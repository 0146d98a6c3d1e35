import { useMutation, useQueryClient } from '@tanstack/react-query'
import { write } from '../api.ts'
import { type DemoView, demoQuery } from './demo.api.ts'

/** Loads or removes the demo. */
export function useDemoChange(change: 'load' | 'remove') {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (request: { besideRealData?: boolean } = {}) =>
      change === 'load' ? write<DemoView>('POST', '/demo', request) : write<DemoView>('DELETE', '/demo'),
    onSuccess: (demo) => client.setQueryData(demoQuery.queryKey, demo),
  })
}
