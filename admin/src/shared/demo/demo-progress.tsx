import { Progress, Stack, Text } from '@mantine/core'
import type { DemoView } from './demo.api.ts'
import { useDemoTexts } from './demo.texts.ts'

/** How far the loading or the removal is; without numbers where another process does it. */
export default function DemoProgress({ demo }: { demo: DemoView }) {
  const text = useDemoTexts()
  const { done, total } = demo.progress ?? { done: 0, total: 0 }
  const part = total === 0 ? 0 : Math.min(100, (done / total) * 100)
  return (
    <Stack gap={6} w="100%" maw={420} role="status">
      <Text size="sm">
        {text(demo.state === 'removing' ? 'removing' : 'loading')}
        {total > 0 && ` – ${text('progress', { percent: Math.floor(part) })}`}
      </Text>
      <Progress.Root size="lg">
        <Progress.Section value={total === 0 ? 100 : part} animated aria-label={text('bar')} />
      </Progress.Root>
    </Stack>
  )
}
