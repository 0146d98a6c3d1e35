import { useCallback } from 'react'
import type { Kind } from './kinds.ts'
import { pageTitleOf } from './page-title.ts'
import { useSharedTexts } from './shared.texts.ts'

/** What an activity is called on every screen: by its title, but a page view, whose kind always stands beside it, by its page's. */
export function useActivityName(): (activity: { readonly kind: Kind; readonly title: string }) => string {
  const text = useSharedTexts()
  return useCallback(
    ({ kind, title }) => (kind === 'pageView' ? (pageTitleOf(title) ?? text('kind_pageView')) : title),
    [text],
  )
}
