import { Alert, Button, Group, Text } from '@mantine/core'
import { IconBike } from '@tabler/icons-react'
import { usePreference } from '../use-preference.ts'
import { isBusy, useDemo } from './demo.api.ts'
import { useDemoTexts } from './demo.texts.ts'
import { DemoProgress } from './demo-progress.tsx'
import { RemoveDemo } from './remove-demo.tsx'

/** Says, where the demo is loaded, that what is seen is made up, and offers to remove it. */
export default function DemoNotice() {
  const text = useDemoTexts()
  const { data: demo } = useDemo()
  const [hidden, setHidden] = usePreference('demo-notice', readText, '')
  // While it is loaded, whoever offered that shows how far it is.
  if (demo === undefined || demo.state === 'absent' || demo.state === 'loading') return null
  if (demo.state === 'loaded' && hidden === demo.loadedAt) return null
  const contacts = demo.contacts
  return (
    <Alert icon={<IconBike />} color="blue" variant="light" mb="md" title={text('noticeTitle')}>
      {isBusy(demo) ? (
        <DemoProgress demo={demo} />
      ) : (
        <Group justify="space-between" gap="sm">
          <Text size="sm" maw={620}>
            {demo.state === 'incomplete' ? text('noticeIncomplete') : text('notice', { contacts })}
          </Text>
          <Group gap="xs">
            {demo.state === 'loaded' && (
              <Button size="xs" variant="default" onClick={() => setHidden(demo.loadedAt ?? '')}>
                {text('hide')}
              </Button>
            )}
            <RemoveDemo contacts={contacts} />
          </Group>
        </Group>
      )}
    </Alert>
  )
}

function readText(stored: unknown): string | null {
  return typeof stored === 'string' ? stored : null
}
