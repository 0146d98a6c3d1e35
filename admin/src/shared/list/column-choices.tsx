import { ActionIcon, Button, Checkbox, Group, ScrollArea, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type ColumnLayout, type Density, moveColumn, toggleColumn } from './column-layout.ts'
import { useListTexts } from './list.texts.ts'

export interface ColumnChoicesProperties {
  /** All that there are. */
  readonly columns: readonly { readonly key: string; readonly title: string }[]
  /** The key of the one that is always there, first. */
  readonly fixed: string
  readonly layout: ColumnLayout
  readonly onLayout: (layout: ColumnLayout) => void
  readonly onReset: () => void
}

/** Check boxes, two buttons for the order, and how dense the rows are. */
export default function ColumnChoices({
  columns,
  fixed,
  layout,
  onLayout,
  onReset,
}: ColumnChoicesProperties) {
  const text = useListTexts()
  const byKey = new Map(columns.map((column) => [column.key, column]))
  const shown = layout.shown.flatMap((key) => (key === fixed ? [] : (byKey.get(key) ?? [])))
  const hidden = columns.filter(({ key }) => key !== fixed && !layout.shown.includes(key))
  const order = { ...layout, shown: shown.map(({ key }) => key) }
  return (
    <Stack gap="xs">
      <Text size="xs" c="dimmed">
        {text('columnsHint')}
      </Text>
      <ScrollArea.Autosize mah={320} type="auto" viewportProps={{ tabIndex: 0 }}>
        <Stack gap={4} pe="sm">
          {[...shown, ...hidden].map(({ key, title }, index) => (
            <Group key={key} justify="space-between" wrap="nowrap" gap={4} mih={24}>
              <Checkbox
                size="xs"
                label={title}
                checked={index < shown.length}
                onChange={({ currentTarget }) => {
                  onLayout(toggleColumn(order, key))
                  // Its row moves to the others of its kind, and would lose the focus on the way.
                  queueMicrotask(() => currentTarget.focus())
                }}
              />
              {index < shown.length && (
                <Group gap={0} wrap="nowrap">
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={24}
                    disabled={index === 0}
                    aria-label={text('moveUp', { name: title })}
                    onClick={() => onLayout(moveColumn(order, key, -1))}
                  >
                    <IconArrowUp size={14} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={24}
                    disabled={index === shown.length - 1}
                    aria-label={text('moveDown', { name: title })}
                    onClick={() => onLayout(moveColumn(order, key, 1))}
                  >
                    <IconArrowDown size={14} aria-hidden />
                  </ActionIcon>
                </Group>
              )}
            </Group>
          ))}
        </Stack>
      </ScrollArea.Autosize>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={text('density')}
        value={layout.density}
        onChange={(density) => onLayout({ ...layout, density: density as Density })}
        data={[
          { value: 'compact', label: text('compact') },
          { value: 'normal', label: text('normal') },
        ]}
      />
      <Button variant="subtle" size="xs" onClick={onReset}>
        {text('resetColumns')}
      </Button>
    </Stack>
  )
}
