import { Stack, Text } from '@mantine/core'
import { IconBike } from '@tabler/icons-react'
import { RoleButton } from '../role-button.tsx'
import { isBusy, useDemo, useDemoChange } from './demo.api.ts'
import { useDemoTexts } from './demo.texts.ts'
import { DemoProgress } from './demo-progress.tsx'

/** For empty lists and the first event: loads demo data where nothing is stored yet. Shows nothing where that makes no sense. */
export function DemoOffer() {
  const text = useDemoTexts()
  const { data: demo } = useDemo()
  const load = useDemoChange('load')
  if (demo === undefined) return null
  if (isBusy(demo)) return <DemoProgress demo={demo} />
  if (demo.state !== 'absent' || demo.holdsRealData) return null
  const failure = load.error?.message ?? demo.failure
  return (
    <Stack gap="xs" align="center" ta="center" maw={480}>
      <Text size="sm" c="dimmed">
        {text('offer')}
      </Text>
      <RoleButton
        roles={['admin']}
        variant="default"
        leftSection={<IconBike size={18} aria-hidden />}
        loading={load.isPending}
        onClick={() => load.mutate({})}
      >
        {text('load')}
      </RoleButton>
      {failure !== null && (
        <Text size="sm" c="var(--verdict-refused)" role="alert">
          {failure}
        </Text>
      )}
    </Stack>
  )
}
