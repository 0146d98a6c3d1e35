import { Checkbox, SegmentedControl, Stack } from '@mantine/core'
import { useMemo, useState } from 'react'
import { contactFilter } from '../../shared/contact-filter.tsx'
import { isGuid } from '../../shared/define-search.ts'
import { KindIcon } from '../../shared/kind-icon.tsx'
import type { Kind } from '../../shared/kinds.ts'
import type { FilterEditorProperties, FilterSpec } from '../../shared/list/filter-spec.ts'
import { textFilter } from '../../shared/list/text-filter.tsx'
import { channelFilter, definitionFilter } from '../../shared/set-up-filters.ts'
import { useSharedTexts } from '../../shared/shared.texts.ts'
import {
  activityKinds,
  type KindChoice,
  readActivitiesSearch,
  readKinds,
  writeKinds,
} from './activities.search.ts'
import { useActivityTexts } from './activities.texts.ts'

export function useActivityFilters(): readonly FilterSpec[] {
  const text = useActivityTexts()
  return useMemo(() => describeFilters(text), [text])
}

function describeFilters(text: ReturnType<typeof useActivityTexts>): FilterSpec[] {
  const id = {
    description: text('idHint'),
    maxLength: 64,
    read: (typed: string) => (typed === '' || isGuid(typed) ? typed : undefined),
    refusal: text('idRefusal'),
  }
  return [
    { name: 'kind', label: text('kind'), Value: KindsValue, Editor: KindsEditor },
    definitionFilter('type', text('type'), ['activityType', 'goal', 'event', 'outcome', 'campaign']),
    channelFilter(text('channel')),
    definitionFilter('campaign', text('campaign'), ['campaign']),
    textFilter('utm', text('utm'), {
      description: text('utmHint'),
      placeholder: 'source:newsletter',
      read: (typed) => (typed === '' ? '' : readActivitiesSearch({ utm: typed }).utm),
      refusal: text('utmRefusal'),
    }),
    textFilter('property', text('property'), {
      description: text('propertyHint'),
      placeholder: 'plan:gold',
      maxLength: 400,
    }),
    contactFilter('contact', text('contact')),
    textFilter('visit', text('visit'), id),
  ]
}

function KindsValue({ value }: { value: string }) {
  const text = useActivityTexts()
  const shared = useSharedTexts()
  const choice = readKinds(value)
  if (choice === undefined) return value
  const names = choice.kinds.map((kind) => shared(`kind_${kind}`)).join(', ')
  return choice.isExcluded ? text('without', { kinds: names }) : names
}

const none: KindChoice = { kinds: [], isExcluded: false }

function KindsEditor({ label, value, onChange }: FilterEditorProperties) {
  const text = useActivityTexts()
  const shared = useSharedTexts()
  const chosen = (value === undefined ? undefined : readKinds(value)) ?? none
  const [wantsExcluded, setWantsExcluded] = useState(chosen.isExcluded)
  const isExcluded = chosen.kinds.length > 0 ? chosen.isExcluded : wantsExcluded
  return (
    <Stack gap="xs">
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={label}
        value={isExcluded ? 'excluded' : 'only'}
        onChange={(way) => {
          setWantsExcluded(way === 'excluded')
          onChange(writeKinds({ kinds: chosen.kinds, isExcluded: way === 'excluded' }))
        }}
        data={[
          { value: 'only', label: text('onlyThese') },
          { value: 'excluded', label: text('allBut') },
        ]}
      />
      <Checkbox.Group
        aria-label={label}
        value={[...chosen.kinds]}
        onChange={(kinds) => onChange(writeKinds({ kinds: kinds as Kind[], isExcluded }))}
      >
        <Stack gap={6}>
          {activityKinds.map((kind) => (
            <Checkbox
              key={kind}
              size="xs"
              value={kind}
              label={
                <>
                  <KindIcon kind={kind} size={14} isBeside /> {shared(`kind_${kind}`)}
                </>
              }
            />
          ))}
        </Stack>
      </Checkbox.Group>
    </Stack>
  )
}
