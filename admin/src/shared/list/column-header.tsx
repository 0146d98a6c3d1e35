import { UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconSelector } from '@tabler/icons-react'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { clampWidth, NARROWEST, WIDEST } from './column-layout.ts'
import { useListTexts } from './list.texts.ts'
import { type ListColumn, nextSort, readSort } from './list-column.ts'
import classes from './list-table.module.css'

const KEY_STEP = 16

/** The head of a column: a button that sorts, where it can, and an edge that is dragged, or moved by arrow keys. */
export function ColumnHeader<Item>({
  column,
  width,
  sort,
  onSort,
  onResize,
}: {
  column: ListColumn<Item>
  width: number
  sort: string
  onSort: (sort: string) => void
  /** `isDone` once the edge is let go of. */
  onResize: (width: number, isDone: boolean) => void
}) {
  const { key, isDescending } = readSort(sort)
  const isSorted = column.sort === key
  const direction = isDescending ? 'descending' : 'ascending'
  const Icon = isSorted ? (isDescending ? IconArrowDown : IconArrowUp) : IconSelector
  const { sort: sortKey } = column
  return (
    <th
      scope="col"
      aria-sort={sortKey === undefined ? undefined : isSorted ? direction : 'none'}
      // Without it the name of the edge would be part of the column's.
      aria-label={column.title}
      className={classes.head}
      data-numeric={column.isNumeric || undefined}
    >
      {sortKey === undefined ? (
        <span className={classes.title} title={column.hint}>
          {column.title}
        </span>
      ) : (
        <UnstyledButton
          className={classes.sort}
          data-sorted={isSorted || undefined}
          onClick={() => onSort(nextSort(sort, sortKey))}
        >
          <span className={classes.title}>{column.title}</span>
          <Icon size={14} aria-hidden />
        </UnstyledButton>
      )}
      <Edge title={column.title} width={width} onResize={onResize} />
    </th>
  )
}

function Edge({
  title,
  width,
  onResize,
}: {
  title: string
  width: number
  onResize: (width: number, isDone: boolean) => void
}) {
  const text = useListTexts()
  const drag = useRef<{ x: number; width: number; now: number } | null>(null)

  function begin(event: PointerEvent<HTMLDivElement>): void {
    event.currentTarget.setPointerCapture(event.pointerId)
    const cell = event.currentTarget.parentElement
    const shown = cell?.getBoundingClientRect().width ?? width
    drag.current = { x: event.clientX, width: shown, now: shown }
  }
  function move(event: PointerEvent<HTMLDivElement>): void {
    if (drag.current === null) return
    const way = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1
    drag.current.now = clampWidth(drag.current.width + way * (event.clientX - drag.current.x))
    onResize(drag.current.now, false)
  }
  function end(): void {
    if (drag.current !== null && drag.current.now !== drag.current.width) onResize(drag.current.now, true)
    drag.current = null
  }
  function step(event: KeyboardEvent): void {
    const by = { ArrowLeft: -KEY_STEP, ArrowRight: KEY_STEP }[event.key]
    if (by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    onResize(clampWidth(width + by), true)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot hold the focus, and this one is moved by keys
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={text('columnWidth', { name: title })}
      aria-valuenow={width}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      tabIndex={0}
      className={classes.edge}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={step}
    />
  )
}
