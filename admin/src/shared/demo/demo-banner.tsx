import { Alert, Button, Group, Text } from '@mantine/core'
import { IconBike } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { type DemoView, isBusy } from './demo.api.ts'
import { useDemoTexts } from './demo.texts.ts'
import { RemoveDemo } from './remove-demo.tsx'

const DemoProgress = lazy(() => import('./demo-progress.tsx'))

/** What is to be said of the demo that is loaded, or on its way out. */
export default function DemoBanner({ demo, onHide }: { demo: DemoView; onHide: () => void }) {
  const text = useDemoTexts()
  const contacts = demo.contacts
  return (
    <Alert icon={<IconBike />} color="blue" variant="light" mb="md" title={text('noticeTitle')}>
      {isBusy(demo) ? (
        <Suspense>
          <DemoProgress demo={demo} />
        </Suspense>
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
