import { Button, CloseButton, Menu, Popover, UnstyledButton } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import classes from './filter-bar.module.css'
import type { FilterSpec } from './filter-spec.ts'
import { useListTexts } from './list.texts.ts'

type Values = Readonly<Record<string, string | undefined>>

/**
 * The filters of a list as chips: within one any of its values may apply, all of them together must. A new one opens
 * its editor at once.
 */
export function FilterBar({
  filters,
  values,
  onChange,
}: {
  filters: readonly FilterSpec[]
  values: Values
  onChange: (changes: Values) => void
}) {
  const text = useListTexts()
  const [opened, setOpened] = useState<string | null>(null)
  const active = filters.filter(({ name }) => values[name] !== undefined || opened === name)
  const waiting = filters.filter(({ name }) => values[name] === undefined && opened !== name)
  return (
    <div className={classes.bar}>
      {active.map((filter) => (
        <Chip
          key={filter.name}
          filter={filter}
          value={values[filter.name]}
          isOpen={opened === filter.name}
          onOpen={(isOpen) => setOpened(isOpen ? filter.name : null)}
          onChange={(value) => onChange({ [filter.name]: value })}
        />
      ))}
      {waiting.length > 0 && (
        <Menu position="bottom-start" shadow="md" returnFocus={false}>
          <Menu.Target>
            <Button variant="default" size="xs" px="xs" leftSection={<IconFilter size={15} aria-hidden />}>
              {text('addFilter')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={420} className={classes.menu}>
            {waiting.map(({ name, label }) => (
              <Menu.Item key={name} onClick={() => setOpened(name)}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {active.some(({ name }) => values[name] !== undefined) && (
        <Button
          variant="subtle"
          size="xs"
          px="xs"
          onClick={() => onChange(Object.fromEntries(filters.map(({ name }) => [name, undefined])))}
        >
          {text('clearFilters')}
        </Button>
      )}
    </div>
  )
}

function Chip({
  filter,
  value,
  isOpen,
  onOpen,
  onChange,
}: {
  filter: FilterSpec
  value: string | undefined
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  onChange: (value: string | undefined) => void
}) {
  const text = useListTexts()
  const { label, Value, Editor } = filter
  return (
    <Popover
      opened={isOpen}
      onChange={onOpen}
      position="bottom-start"
      width={300}
      shadow="md"
      trapFocus
      returnFocus
    >
      <span className={classes.chip}>
        <Popover.Target>
          <UnstyledButton
            className={classes.value}
            aria-label={value === undefined ? text('changeFilter', { name: label }) : undefined}
            onClick={() => onOpen(!isOpen)}
          >
            <span className={classes.name}>{text('filterIs', { name: label })}</span>{' '}
            {value === undefined ? '…' : <Value value={value} />}
          </UnstyledButton>
        </Popover.Target>
        <CloseButton
          size="sm"
          iconSize={14}
          aria-label={text('removeFilter', { name: label })}
          onClick={() => {
            onChange(undefined)
            onOpen(false)
          }}
        />
      </span>
      {/* Around all of it: the focus goes into what is there when it opens. */}
      <Suspense>
        <Popover.Dropdown aria-label={label}>
          <Editor label={label} value={value} onChange={onChange} onClose={() => onOpen(false)} />
        </Popover.Dropdown>
      </Suspense>
    </Popover>
  )
}
