import { UnstyledButton } from '@mantine/core'
import type { CSSProperties } from 'react'
import classes from './bar-list.module.css'

export interface BarListItem {
  readonly key: string
  readonly label: string
  readonly value: number
  /** The value as it is shown. */
  readonly text: string
  readonly isChosen: boolean
  /** What a click on it does, in words; null where it does nothing. */
  readonly action: string | null
}

/** The most frequent of something: the longest bar is the largest, and a click on a row chooses it. */
export function BarList({
  items,
  label,
  onChoose,
}: {
  items: readonly BarListItem[]
  label: string
  onChoose: (key: string) => void
}) {
  const most = Math.max(1, ...items.map(({ value }) => value))
  return (
    <ul className={classes.list} aria-label={label}>
      {items.map((item) => {
        const row = (
          <>
            <span
              className={classes.bar}
              style={{ '--part': Math.max(0, item.value) / most } as CSSProperties}
              aria-hidden
            />
            <span className={classes.label}>{item.label}</span>
            <span className={classes.value}>{item.text}</span>
          </>
        )
        return (
          <li key={item.key}>
            {item.action === null ? (
              <span className={classes.row}>{row}</span>
            ) : (
              <UnstyledButton
                className={classes.row}
                aria-pressed={item.isChosen}
                title={item.action}
                onClick={() => onChoose(item.key)}
              >
                {row}
              </UnstyledButton>
            )}
          </li>
        )
      })}
    </ul>
  )
}
