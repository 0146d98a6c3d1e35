import { ActionIcon, Group, NativeSelect, UnstyledButton } from '@mantine/core'
import { IconSortAscending, IconSortDescending } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useListTexts } from './list.texts.ts'
import classes from './list-cards.module.css'
import { type ListColumn, readSort } from './list-column.ts'
import { useScrollBack } from './use-scroll-back.ts'

/** What a table becomes on a phone: a card of two lines for each row. */
export function ListCards<Item>({
  label,
  items,
  idOf,
  title,
  columns,
  rowLink,
  onRow,
  action,
  isStale,
}: {
  label: string
  items: readonly Item[]
  idOf: (item: Item) => string
  /** The first line; phrasing content. */
  title: (item: Item) => ReactNode
  /** The second line: the first ones that somebody chose. */
  columns: readonly ListColumn<Item>[]
  rowLink?: (item: Item) => string
  onRow?: (item: Item) => void
  /** What can be done with it, at its end: a button in a link would be neither. */
  action?: ((item: Item) => ReactNode) | undefined
  isStale: boolean
}) {
  useScrollBack()
  const contentOf = (item: Item) => (
    <>
      <span className={classes.title}>{title(item)}</span>
      <span className={classes.facts}>
        {columns.map((column) => (
          <span key={column.key} className={classes.fact}>
            <span className={classes.name}>{column.title}</span> {column.render(item)}
          </span>
        ))}
      </span>
    </>
  )
  return (
    <ul className={classes.list} aria-label={label} data-stale={isStale || undefined}>
      {items.map((item) => (
        <li key={idOf(item)} data-row={idOf(item)}>
          {rowLink === undefined ? (
            <UnstyledButton className={classes.card} onClick={() => onRow?.(item)}>
              {contentOf(item)}
            </UnstyledButton>
          ) : (
            <Link to={rowLink(item)} className={classes.card}>
              {contentOf(item)}
            </Link>
          )}
          {action !== undefined && <span className={classes.action}>{action(item)}</span>}
        </li>
      ))}
    </ul>
  )
}

/** The heads of a table's columns, for cards. */
export function SortMenu<Item>({
  columns,
  sort,
  onSort,
}: {
  columns: readonly ListColumn<Item>[]
  sort: string
  onSort: (sort: string) => void
}) {
  const text = useListTexts()
  const { key, isDescending } = readSort(sort)
  const options = columns.flatMap((column) =>
    column.sort === undefined ? [] : [{ value: column.sort, label: column.title }],
  )
  const Icon = isDescending ? IconSortDescending : IconSortAscending
  return (
    <Group gap={6} wrap="nowrap">
      <NativeSelect
        size="xs"
        w={110}
        aria-label={text('sortBy')}
        value={key}
        onChange={(event) => onSort(`-${event.currentTarget.value}`)}
        data={options}
      />
      <ActionIcon
        variant="default"
        size={30}
        aria-label={text(isDescending ? 'descending' : 'ascending')}
        onClick={() => onSort(isDescending ? key : `-${key}`)}
      >
        <Icon size={16} aria-hidden />
      </ActionIcon>
    </Group>
  )
}
