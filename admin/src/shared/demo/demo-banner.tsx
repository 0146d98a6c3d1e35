import { Alert, Button, Group, Text } from '@mantine/core'
import { IconBike } from '@tabler/icons-react'
import { type DemoView, isBusy } from './demo.api.ts'
import { useDemoTexts } from './demo.texts.ts'
import { DemoProgress } from './demo-progress.tsx'
import { RemoveDemo } from './remove-demo.tsx'

/** What is to be said of the demo that is loaded, or on its way out. */
export default function DemoBanner({ demo, onHide }: { demo: DemoView; onHide: () => void }) {
  const text = useDemoTexts()
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
              <Button size="xs" variant="default" onClick={onHide}>
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
