import { Button, Group, Paper, Text } from '@mantine/core'
import { IconBike } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import { RoleButton } from '../role-button.tsx'
import { type DemoView, isBusy, useDemo } from './demo.api.ts'
import { useDemoTexts } from './demo.texts.ts'
import classes from './demo-offer.module.css'
import { RemoveDemo } from './remove-demo.tsx'
import { useDemoChange } from './use-demo-change.ts'

const DemoProgress = lazy(() => import('./demo-progress.tsx'))

/**
 * For empty lists and the first event: loads demo data where nothing is stored yet. `isLasting`: the place where it can
 * be loaded and removed at any time, also beside real visitors.
 */
export default function DemoOffer({ isLasting = false }: { isLasting?: boolean }) {
  const { data: demo } = useDemo()
  if (demo === undefined) return null
  if (isBusy(demo))
    return (
      <Paper withBorder p="md" w="100%" maw={860} ta="start">
        <Suspense>
          <DemoProgress demo={demo} />
        </Suspense>
      </Paper>
    )
  if (demo.state === 'absent') return demo.holdsRealData && !isLasting ? null : <Absent demo={demo} />
  return isLasting ? <Present demo={demo} /> : null
}

function Absent({ demo }: { demo: DemoView }) {
  const text = useDemoTexts()
  const load = useDemoChange('load')
  const failure = load.error?.message ?? demo.failure
  const request = demo.holdsRealData ? { besideRealData: true } : {}
  return (
    <Card
      title={text('offerTitle')}
      words={text(demo.holdsRealData ? 'offerBeside' : 'offer')}
      failure={failure}
    >
      <RoleButton
        roles={['admin']}
        variant="default"
        loading={load.isPending}
        onClick={() => load.mutate(request)}
      >
        {text('load')}
      </RoleButton>
    </Card>
  )
}

function Present({ demo: { state, contacts, failure } }: { demo: DemoView }) {
  const text = useDemoTexts()
  const words = state === 'incomplete' ? text('noticeIncomplete') : text('notice', { contacts })
  return (
    <Card title={text('presentTitle')} words={words} failure={failure}>
      <Group gap="xs">
        {state === 'loaded' && (
          <Button size="xs" renderRoot={(props) => <Link to={'/contacts' as '/'} {...props} />}>
            {text('look')}
          </Button>
        )}
        <RemoveDemo contacts={contacts} />
      </Group>
    </Card>
  )
}

function Card({
  title,
  words,
  failure,
  children,
}: {
  title: string
  words: string
  failure: string | null
  children: ReactNode
}) {
  return (
    <Paper withBorder p="md" w="100%" maw={860} ta="start">
      <Group gap="md" justify="space-between">
        <Group gap="md" wrap="nowrap" align="flex-start" maw={560}>
          <IconBike size={28} stroke={1.5} aria-hidden className={classes.icon} />
          <div>
            <Text fw={600}>{title}</Text>
            <Text size="sm" c="dimmed">
              {words}
            </Text>
          </div>
        </Group>
        {children}
      </Group>
      {failure !== null && (
        <Text size="sm" mt="xs" c="var(--verdict-refused)" role="alert">
          {failure}
        </Text>
      )}
    </Paper>
  )
}
