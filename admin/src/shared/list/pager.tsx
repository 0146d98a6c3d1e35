import { Button, Group, NativeSelect, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { formatNumber } from '../format.ts'
import { useListTexts } from './list.texts.ts'

export const pageSizes = [25, 50, 100] as const
const COUNTED_UP_TO = 10_000

/** Where in a list one is: how much there is, the pages before and after, and how long a page is. */
export function Pager({
  shown,
  total,
  totalIsEstimate = false,
  prevCursor,
  nextCursor,
  pageSize,
  onCursor,
  onPageSize,
}: {
  /** Rows on this page. */
  shown: number
  /** undefined: not known. */
  total: number | undefined
  totalIsEstimate?: boolean | undefined
  prevCursor: string | null
  nextCursor: string | null
  pageSize: number
  onCursor: (cursor: string) => void
  onPageSize: (size: number) => void
}) {
  const text = useListTexts()
  const isMany = total !== undefined && totalIsEstimate
  return (
    <Group justify="space-between" mt="sm" gap="xs">
      <Text size="sm" c="dimmed" role="status">
        {total === undefined
          ? text('shown', { count: shown })
          : isMany
            ? text('manyTotal', { total: formatNumber(COUNTED_UP_TO) })
            : text('total', { count: total, total: formatNumber(total) })}
      </Text>
      <Group gap="xs">
        <NativeSelect
          size="xs"
          aria-label={text('pageSize')}
          value={String(pageSize)}
          onChange={(event) => onPageSize(Number(event.currentTarget.value))}
          data={pageSizes.map((size) => ({ value: String(size), label: text('rows', { count: size }) }))}
        />
        <Button
          variant="default"
          size="xs"
          disabled={prevCursor === null}
          leftSection={<IconChevronLeft size={16} aria-hidden />}
          onClick={() => prevCursor !== null && onCursor(prevCursor)}
        >
          {text('previous')}
        </Button>
        <Button
          variant="default"
          size="xs"
          disabled={nextCursor === null}
          rightSection={<IconChevronRight size={16} aria-hidden />}
          onClick={() => nextCursor !== null && onCursor(nextCursor)}
        >
          {text('next')}
        </Button>
      </Group>
    </Group>
  )
}
