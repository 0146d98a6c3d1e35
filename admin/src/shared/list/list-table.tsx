import { useNavigate } from '@tanstack/react-router'
import { type MouseEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { ColumnHeader } from './column-header.tsx'
import { type ColumnLayout, resizeColumn } from './column-layout.ts'
import type { ListColumn } from './list-column.ts'
import { ListRow } from './list-row.tsx'
import classes from './list-table.module.css'
import { useScrollBack } from './use-scroll-back.ts'

interface Properties<Item> {
  /** For those who do not see the heading above it. */
  readonly label: string
  readonly items: readonly Item[]
  readonly idOf: (item: Item) => string
  /** Those that are shown; the first one holds the link to the row. */
  readonly columns: readonly ListColumn<Item>[]
  readonly layout: ColumnLayout
  readonly onLayout: (layout: ColumnLayout) => void
  readonly sort: string
  readonly onSort: (sort: string) => void
  /** Where a click on a row leads: an address of the admin, or something that opens over the page. */
  readonly rowLink?: (item: Item) => string
  readonly onRow?: (item: Item) => void
  /** The row that is open beside the list. */
  readonly current?: string | undefined
  /** What is shown is being asked for again. */
  readonly isStale: boolean
}

/**
 * A table with a sticky head and first column. Its first column holds a link or button for each row; a click anywhere
 * in a row does the same, also with the middle button or Ctrl.
 */
export function ListTable<Item>(properties: Properties<Item>) {
  const { label, items, idOf, columns, layout, onLayout, sort, onSort, current, isStale } = properties
  const [dragged, setDragged] = useState<{ key: string; width: number } | null>(null)
  const openRow = useOpenRow(properties)
  const widthOf = (column: ListColumn<Item>) =>
    dragged?.key === column.key ? dragged.width : (layout.widths[column.key] ?? column.width)
  const width = columns.reduce((sum, column) => sum + widthOf(column), 0)
  const frame = useRef<HTMLDivElement>(null)
  useFit(frame, width)
  useScrollBack()

  return (
    <div
      ref={frame}
      className={classes.frame}
      data-scroll-restoration-id="list"
      data-stale={isStale || undefined}
    >
      <table
        aria-label={label}
        className={classes.table}
        data-density={layout.density}
        style={{ minInlineSize: width }}
      >
        <colgroup>
          {columns.map((column) => (
            <col key={column.key} style={{ inlineSize: widthOf(column) }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => (
              <ColumnHeader
                key={column.key}
                column={column}
                width={widthOf(column)}
                sort={sort}
                onSort={onSort}
                onResize={(width, isDone) => {
                  setDragged(isDone ? null : { key: column.key, width })
                  if (isDone) onLayout(resizeColumn(layout, column.key, width))
                }}
              />
            ))}
          </tr>
        </thead>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys have the link or button that each row holds */}
        <tbody onClick={openRow} onAuxClick={openRow}>
          {items.map((item) => (
            <ListRow
              key={idOf(item)}
              id={idOf(item)}
              item={item}
              columns={columns}
              isCurrent={idOf(item) === current}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/**
 * Marks a frame that shows all of `width`: then the page scrolls, and not the frame. Written at once, without drawing the table
 * again: who comes back is led to where they were as soon as it is drawn, and a page without its whole length has no such place.
 */
function useFit(ref: RefObject<HTMLDivElement | null>, width: number): void {
  useLayoutEffect(() => {
    const frame = ref.current
    if (frame === null) return
    const mark = () => void frame.toggleAttribute('data-fits', width <= frame.clientWidth)
    mark()
    const observer = new ResizeObserver(mark)
    observer.observe(frame)
    return () => observer.disconnect()
  }, [ref, width])
}

/** What in a row has a purpose of its own keeps it; so does text that is being selected. */
function useOpenRow<Item>({ items, idOf, rowLink, onRow }: Properties<Item>): (event: MouseEvent) => void {
  const navigate = useNavigate()
  return (event) => {
    const target = event.target as Element
    if (target.closest('a, button, input, label') !== null) return
    const id = target.closest<HTMLElement>('[data-row]')?.dataset.row
    const item = items.find((one) => idOf(one) === id)
    if (item === undefined) return
    if (event.button === 0 && (window.getSelection()?.isCollapsed ?? true) === false) return
    const link = rowLink?.(item)
    const isElsewhere = event.button === 1 || event.ctrlKey || event.metaKey
    if (link !== undefined && isElsewhere) window.open(`/admin${link}`, '_blank', 'noopener')
    else if (event.button !== 0) return
    else if (link !== undefined) void navigate({ to: link })
    else onRow?.(item)
  }
}
