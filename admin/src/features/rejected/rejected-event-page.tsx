import { Anchor, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type {
  RejectedEventDetail,
  ReplayResult,
} from '../../../../server/src/features/rejected-events/rejected-events.schemas.ts'
import { ApiError } from '../../shared/api.ts'
import { Notice } from '../../shared/notice.tsx'
import { PageHead } from '../../shared/page-head.tsx'
import { PageState } from '../../shared/page-state.tsx'
import { nameCause } from './cause-name.ts'
import { CorrectEvent } from './correct-event.tsx'
import { CorrectedBy } from './corrected-by.tsx'
import { tidyJson } from './diff-lines.ts'
import { DiffView } from './diff-view.tsx'
import { DiscardEvent } from './discard-event.tsx'
import { EventFacts } from './event-facts.tsx'
import { ForRawDataReaders } from './for-raw-data-readers.tsx'
import { putName } from './put-name.ts'
import { rejectedEventQuery } from './rejected.api.ts'
import classes from './rejected.module.css'
import { useRejectedTexts } from './rejected.texts.ts'
import { RepairCause } from './repair-cause.tsx'
import { ReplayResultView } from './replay-result.tsx'
import { useBulkReplay } from './use-bulk-replay.tsx'

export function RejectedEventPage() {
  const text = useRejectedTexts()
  return (
    <>
      <Anchor renderRoot={(props) => <Link to="/live/rejected" {...props} />} size="sm" c="dimmed">
        <IconChevronLeft size={14} aria-hidden /> {text('back')}
      </Anchor>
      <ForRawDataReaders>
        <LoadedEvent />
      </ForRawDataReaders>
    </>
  )
}

function LoadedEvent() {
  const text = useRejectedTexts()
  const { id } = useParams({ from: '/live/rejected/$id' })
  const query = useQuery(rejectedEventQuery(id))
  if (query.error instanceof ApiError && query.error.status === 404)
    return <Notice isPage title={text('goneTitle')} message={text('gone')} />
  return (
    <PageState query={query} skeleton={<Skeleton height={320} />}>
      {(event) => <EventView key={event.id} event={event} />}
    </PageState>
  )
}

function EventView({ event }: { event: RejectedEventDetail }) {
  const text = useRejectedTexts()
  const [result, setResult] = useState<ReplayResult | null>(null)
  const [typed, setTyped] = useState(() => tidyJson(event.correctedPayload ?? event.payload ?? ''))
  const editor = useRef<HTMLDivElement>(null)
  const navigate = useNavigate()
  const bulk = useBulkReplay((job) => void navigate({ to: '/live/rejected', search: { job } }))
  const isOpen = event.settledAt === null
  const isEditable = isOpen && event.notReplayable === null && event.payload !== null
  function use(name: string): void {
    setTyped(putName(typed, event.subject ?? '', name))
    editor.current?.scrollIntoView({ block: 'nearest' })
    editor.current?.querySelector('textarea')?.focus({ preventScroll: true })
  }
  return (
    <>
      <PageHead title={nameCause(text, event.code, event.subject)} />
      <div className={classes.columns}>
        <Stack gap="md">
          <Paper withBorder p="md">
            <Text size="sm" c="dimmed">
              {text('toldSender')}
            </Text>
            <Text>{event.message}</Text>
            {event.lastMessage !== null && isOpen && result === null && (
              <Text size="sm" mt="xs" c="var(--verdict-refused)">
                {event.lastMessage === event.message
                  ? text('lastRefusalSame', { count: event.attempts })
                  : `${text('lastRefusal', { count: event.attempts })} ${event.lastMessage}`}
              </Text>
            )}
          </Paper>
          {event.probablyDone !== null && isOpen && (
            <Paper withBorder p="md" role="note">
              <Text fw={500}>{text('probablyDone')}</Text>
              <Text size="sm">
                {text(`done_${event.probablyDone}`)}{' '}
                {text(event.probablyDone === 'sameMessageId' ? 'doneIdHint' : 'doneHint')}
              </Text>
            </Paper>
          )}
          {isOpen && result?.status !== 'replayed' && (
            <RepairCause
              api={event.api}
              code={event.code}
              channelId={event.channelId}
              subject={event.subject}
              onReplayAll={bulk.replay}
              {...(isEditable && { onUse: use })}
            />
          )}
          {result !== null && <ReplayResultView result={result} />}
          {isEditable && event.payload !== null ? (
            <div ref={editor}>
              <CorrectEvent
                event={event}
                payload={event.payload}
                typed={typed}
                onTyped={setTyped}
                onResult={setResult}
              />
            </div>
          ) : (
            <SentPayload event={event} />
          )}
        </Stack>
        <EventFacts event={event} />
      </div>
      {bulk.dialog}
    </>
  )
}

function SentPayload({ event }: { event: RejectedEventDetail }) {
  const text = useRejectedTexts()
  const { payload, correctedPayload } = event
  return (
    <>
      {event.notReplayable !== null && (
        <Paper withBorder p="md" role="note">
          <Text fw={500}>{text('notReplayable')}</Text>
          <Group justify="space-between" gap="sm">
            <Text size="sm" maw={560}>
              {event.notReplayable.message}
            </Text>
            {event.settledAt === null && <DiscardEvent id={event.id} />}
          </Group>
        </Paper>
      )}
      {payload !== null && (
        <section>
          <Title order={2} size="h3" mb={4}>
            {text(event.isCut ? 'cutTitle' : 'sentTitle')}
          </Title>
          <pre className={classes.code}>{tidyJson(payload)}</pre>
        </section>
      )}
      {payload !== null && correctedPayload !== null && (
        <>
          <DiffView before={payload} after={correctedPayload} />
          <Text size="xs" c="dimmed" component="div">
            {text('originalKept')}
            <CorrectedBy event={event} />
          </Text>
        </>
      )}
    </>
  )
}
