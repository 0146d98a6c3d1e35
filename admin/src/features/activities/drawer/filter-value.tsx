import { UnstyledButton } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ActivitiesSearch } from '../activities.search.ts'
import { useActivityTexts } from '../activities.texts.ts'
import classes from './drawer.module.css'

/** A value that leads to all activities that share it. */
export function FilterValue({
  name,
  value,
  filter,
  onFilter,
  children,
}: {
  name: string
  /** In words, for those who do not see what stands there. */
  value: string
  filter: ActivitiesSearch
  onFilter: (changes: ActivitiesSearch) => void
  children?: ReactNode
}) {
  const text = useActivityTexts()
  return (
    <UnstyledButton
      className={classes.value}
      onClick={() => onFilter(filter)}
      title={text('filterBy', { name, value })}
    >
      {children ?? <bdi>{value}</bdi>}
      <IconFilter size={13} className={classes.hint} aria-hidden />
    </UnstyledButton>
  )
}
