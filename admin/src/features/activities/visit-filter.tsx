import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { ChosenContact } from '../../shared/contact-filter.tsx'
import { formatMinute } from '../../shared/format.ts'
import type { FilterEditorProperties, FilterSpec } from '../../shared/list/filter-spec.ts'
import { visitQuery } from './activities.api.ts'
import { useActivityTexts } from './activities.texts.ts'

// Most people come here from the visit itself.
const VisitChoice = lazy(() => import('./visit-choice.tsx'))

/** A filter by one visit: named by when it was and whose, chosen by its id. */
export function visitFilter(label: string): FilterSpec {
  return { name: 'visit', label, Value: ChosenVisit, Editor: VisitEditor }
}

function ChosenVisit({ value }: { value: string }) {
  const text = useActivityTexts()
  const { data: visit, error } = useQuery(visitQuery(value))
  if (error !== null && visit === undefined) return text('visitUnknown')
  if (visit === undefined) return '…'
  return (
    <>
      {formatMinute(Date.parse(visit.startedAt))}
      {', '}
      <ChosenContact value={visit.contactId} />
    </>
  )
}

function VisitEditor({ onChange, onClose }: FilterEditorProperties) {
  return (
    <Suspense>
      <VisitChoice
        onChoose={(id) => {
          onChange(id)
          onClose()
        }}
      />
    </Suspense>
  )
}
