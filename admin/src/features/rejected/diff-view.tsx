import { Text, VisuallyHidden } from '@mantine/core'
import { useMemo } from 'react'
import { diffLines, tidyJson } from './diff-lines.ts'
import classes from './rejected.module.css'
import { useRejectedEventTexts } from './rejected-event.texts.ts'

const signs = { same: ' ', added: '+', removed: '−' } as const

/** What was changed of what was sent, line by line; nothing where it is the same but for its blanks. */
export function DiffView({ before, after }: { before: string; after: string }) {
  const text = useRejectedEventTexts()
  const lines = useMemo(() => diffLines(tidyJson(before), tidyJson(after)), [before, after])
  if (lines.every(({ change }) => change === 'same')) return null
  return (
    <section aria-label={text('changesLabel')}>
      <Text size="sm" fw={500} mb={4}>
        {text('changesTitle')}
      </Text>
      <pre className={classes.code}>
        {lines.map((line, index) => (
          <span key={index} className={classes.line} data-change={line.change}>
            {line.change !== 'same' && <VisuallyHidden>{text(line.change)} </VisuallyHidden>}
            <span aria-hidden>{signs[line.change]} </span>
            {line.text}
          </span>
        ))}
      </pre>
    </section>
  )
}
