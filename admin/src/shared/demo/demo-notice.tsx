import { Alert, Button, Group, Text } from '@mantine/core'
import { IconBike } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { RoleButton } from '../role-button.tsx'
import { usePreference } from '../use-preference.ts'
import { isBusy, useDemo, useDemoChange } from './demo.api.ts'
import { useDemoTexts } from './demo.texts.ts'
import { DemoProgress } from './demo-progress.tsx'

const ConfirmDialog = lazy(() => import('../confirm-dialog.tsx'))

/** Says, where the demo is loaded, that what is seen is made up, and offers to remove it. */
export default function DemoNotice() {
  const text = useDemoTexts()
  const { data: demo } = useDemo()
  const remove = useDemoChange('remove')
  const [isAsking, setIsAsking] = useState(false)
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
            <RoleButton roles={['admin']} size="xs" variant="default" onClick={() => setIsAsking(true)}>
              {text('remove')}
            </RoleButton>
          </Group>
        </Group>
      )}
      {isAsking && (
        <Suspense>
          <ConfirmDialog
            title={text('removeTitle')}
            consequences={text('removeBody', { contacts })}
            verb={text('remove')}
            onConfirm={() => remove.mutateAsync({})}
            onClose={() => setIsAsking(false)}
          />
        </Suspense>
      )}
    </Alert>
  )
}

function readText(stored: unknown): string | null {
  return typeof stored === 'string' ? stored : null
}
