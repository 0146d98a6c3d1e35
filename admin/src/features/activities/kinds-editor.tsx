import { Checkbox, SegmentedControl, Stack } from '@mantine/core'
import { useState } from 'react'
import { KindIcon } from '../../shared/kind-icon.tsx'
import { activityKinds, type Kind } from '../../shared/kinds.ts'
import type { FilterEditorProperties } from '../../shared/list/filter-spec.ts'
import { useSharedTexts } from '../../shared/shared.texts.ts'
import { type KindChoice, readKinds, writeKinds } from './activities.search.ts'
import { useActivityTexts } from './activities.texts.ts'

const none: KindChoice = { kinds: [], isExcluded: false }

/** Some kinds, or all but some. */
export default function KindsEditor({ label, value, onChange }: FilterEditorProperties) {
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
