import { lazy } from 'react'
import type { FilterEditorProperties, FilterSpec } from './filter-spec.ts'
import { PeriodValue } from './period-value.tsx'

// Nobody chooses before a filter is opened: it is no part of the first load.
export const PeriodEditor = lazy(() => import('./period-editor.tsx'))

/** A filter by time: a preset, or days. `meaning` says of what. */
export function periodFilter(name: string, label: string, meaning?: string): FilterSpec {
  const Editor = (properties: FilterEditorProperties) => <PeriodEditor {...properties} meaning={meaning} />
  return { name, label, Value: PeriodValue, Editor }
}
