import { ActionIcon, Group, SegmentedControl, Switch, Tooltip } from '@mantine/core'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import { TableSwitch } from '../../../shared/table-switch.tsx'
import { useJourneyTexts } from './journey.texts.ts'
import { lengthOf, type Span } from './time-axis.ts'
import { isAlmostSame, type Preset, presets, viewOfPreset } from './view.ts'

const names = ['month', 'quarter', 'year'] as const

export function JourneyToolbar({
  view,
  bounds,
  lastAt,
  now,
  isCollapsed,
  isTable,
  hasGaps,
  onView,
  onZoom,
  onCollapse,
  onTable,
}: {
  /** Null: all of it. */
  view: Span | null
  bounds: Span
  lastAt: number
  now: number
  isCollapsed: boolean
  isTable: boolean
  hasGaps: boolean
  onView: (view: Span | null) => void
  onZoom: (factor: number) => void
  onCollapse: (isCollapsed: boolean) => void
  onTable: (isTable: boolean) => void
}) {
  const text = useJourneyTexts()
  const isAll = view === null || lengthOf(view) >= lengthOf(bounds)
  const spanOf = (preset: Preset) => viewOfPreset(preset, lastAt, now, bounds)
  const current = names.find((preset) => view !== null && !isAll && isAlmostSame(view, spanOf(preset)))
  return (
    <Group gap="sm" justify="space-between" mb="xs">
      <Group gap="xs">
        <SegmentedControl
          size="xs"
          aria-label={text('period')}
          value={isAll ? 'all' : (current ?? '')}
          onChange={(value) => onView(value === 'all' ? null : spanOf(value as Preset))}
          data={[
            // As long as all there is, or longer: that is "All".
            ...names
              .filter((preset) => presets[preset] < lengthOf(bounds))
              .map((preset) => ({ value: preset, label: text(`preset_${preset}`) })),
            { value: 'all', label: text('preset_all') },
          ]}
        />
        <Tooltip label={text('zoomIn')}>
          <ActionIcon variant="default" size={30} aria-label={text('zoomIn')} onClick={() => onZoom(0.5)}>
            <IconPlus size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={text('zoomOut')}>
          <ActionIcon
            variant="default"
            size={30}
            aria-label={text('zoomOut')}
            onClick={() => onZoom(2)}
            disabled={isAll}
          >
            <IconMinus size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
      <Group gap="md">
        {hasGaps && (
          <Switch
            size="xs"
            label={text('collapse')}
            checked={isCollapsed}
            onChange={(event) => onCollapse(event.currentTarget.checked)}
          />
        )}
        <TableSwitch title={text('title')} isTable={isTable} onChange={onTable} />
      </Group>
    </Group>
  )
}
