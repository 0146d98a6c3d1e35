import { Group, Paper, Text } from '@mantine/core'
import { IconBike } from '@tabler/icons-react'
import { RoleButton } from '../role-button.tsx'
import { isBusy, useDemo, useDemoChange } from './demo.api.ts'
import { useDemoTexts } from './demo.texts.ts'
import classes from './demo-offer.module.css'
import { DemoProgress } from './demo-progress.tsx'

/** For empty lists and the first event: loads demo data where nothing is stored yet. Shows nothing where that makes no sense. */
export function DemoOffer() {
  const text = useDemoTexts()
  const { data: demo } = useDemo()
  const load = useDemoChange('load')
  if (demo === undefined) return null
  if (isBusy(demo))
    return (
      <Paper withBorder p="md" w="100%" maw={860} ta="start">
        <DemoProgress demo={demo} />
      </Paper>
    )
  if (demo.state !== 'absent' || demo.holdsRealData) return null
  const failure = load.error?.message ?? demo.failure
  return (
    <Paper withBorder p="md" w="100%" maw={860} ta="start">
      <Group gap="md" justify="space-between">
        <Group gap="md" wrap="nowrap" align="flex-start" maw={560}>
          <IconBike size={28} stroke={1.5} aria-hidden className={classes.icon} />
          <div>
            <Text fw={600}>{text('offerTitle')}</Text>
            <Text size="sm" c="dimmed">
              {text('offer')}
            </Text>
          </div>
        </Group>
        <RoleButton
          roles={['admin']}
          variant="default"
          loading={load.isPending}
          onClick={() => load.mutate({})}
        >
          {text('load')}
        </RoleButton>
      </Group>
      {failure !== null && (
        <Text size="sm" mt="xs" c="var(--verdict-refused)" role="alert">
          {failure}
        </Text>
      )}
    </Paper>
  )
}
