import { Stack } from '@mantine/core'
import { CopyButton } from '../../../shared/copy-button.tsx'
import { useActivityTexts } from '../activities.texts.ts'
import classes from './drawer.module.css'

export function JsonText({ value }: { value: unknown }) {
  const text = useActivityTexts()
  const json = JSON.stringify(value, null, 2)
  return (
    <Stack gap="xs" align="flex-start">
      <CopyButton value={json} name={text('json')} label={text('copyJson')} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className={classes.json} tabIndex={0} aria-label={text('json')}>
        <pre>{json}</pre>
      </section>
    </Stack>
  )
}
