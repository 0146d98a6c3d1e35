import { Text } from '@mantine/core'
import type { MouseEvent } from 'react'
import classes from './code-block.module.css'
import { CopyButton } from './copy-button.tsx'

/** Text to copy as a whole, with where it belongs above it. Clicked three times it is selected as a whole, too. */
export function CodeBlock({
  place,
  text,
  name,
  isCopyable = true,
}: {
  place: string
  text: string
  name: string
  /** False where something is still missing in it. */
  isCopyable?: boolean
}) {
  const selectAll = ({ detail, currentTarget }: MouseEvent) => {
    if (detail === 3) getSelection()?.selectAllChildren(currentTarget)
  }
  return (
    <div className={classes.block}>
      <div className={classes.head}>
        <Text size="xs" c="dimmed" ff="monospace">
          {place}
        </Text>
        {isCopyable && <CopyButton value={text} name={name} />}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label={name}>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button above copies; this is how mice select */}
        <pre className={classes.text} onClick={selectAll}>
          {text}
        </pre>
      </section>
    </div>
  )
}
