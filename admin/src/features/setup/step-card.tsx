import { Button, Group, Paper, Text, Title } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useSetupTexts } from './setup.texts.ts'
import classes from './step-card.module.css'

/** One of the steps: finished it is a line that says what was done, and opens again. */
export function StepCard({
  number,
  title,
  summary,
  isDone,
  isOpen,
  opens = 'edit',
  onToggle,
  children,
}: {
  number: number
  title: string
  /** What was done, or what to do. */
  summary?: string
  isDone: boolean
  isOpen: boolean
  /** What opening it is for. */
  opens?: 'edit' | 'show'
  /** Absent where the step stays as it is. */
  onToggle?: () => void
  children: ReactNode
}) {
  const text = useSetupTexts()
  return (
    <Paper withBorder className={classes.card} component="section" aria-label={text('step', { number })}>
      <Group gap="md" wrap="nowrap" justify="space-between">
        <Group gap="md" wrap="nowrap">
          <span className={isDone ? `${classes.number} ${classes.isDone}` : classes.number}>
            {isDone ? <IconCheck size={16} role="img" aria-label={text('done')} /> : number}
          </span>
          <div>
            <Title order={2} size="h3">
              {title}
            </Title>
            {summary !== undefined && (
              <Text size="sm" c="dimmed">
                {summary}
              </Text>
            )}
          </div>
        </Group>
        {onToggle !== undefined && (
          <Button
            variant="default"
            size="xs"
            flex="none"
            onClick={onToggle}
            aria-label={`${text(isOpen ? 'close' : opens)}: ${title}`}
            aria-expanded={isOpen}
          >
            {text(isOpen ? 'close' : opens)}
          </Button>
        )}
      </Group>
      {isOpen && <div className={classes.body}>{children}</div>}
    </Paper>
  )
}
