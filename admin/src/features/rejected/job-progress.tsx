import { Button, Group, Paper, Progress, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Job } from '../../../../server/src/features/shared/job.schemas.ts'
import { formatNumber } from '../../shared/format.ts'
import { cancelJob, jobQuery } from './rejected.api.ts'
import { useRejectedTexts } from './rejected.texts.ts'

/** How far a replay of many is, and what became of it: it goes on without this page. */
export function JobProgress({ id, onClose }: { id: string; onClose: () => void }) {
  const text = useRejectedTexts()
  const client = useQueryClient()
  const [isCancelling, setIsCancelling] = useState(false)
  const { data: job, error } = useQuery(jobQuery(id))
  const isOver = job !== undefined && job.state !== 'running'
  useEffect(() => {
    if (isOver) void client.invalidateQueries({ queryKey: ['rejected'] })
  }, [isOver, client])
  if (error !== null)
    return (
      <Paper withBorder p="md" mb="md" role="alert">
        <Group justify="space-between">
          <Text size="sm">{error.message}</Text>
          <Button variant="default" size="xs" onClick={onClose}>
            {text('closeJob')}
          </Button>
        </Group>
      </Paper>
    )
  if (job === undefined) return null
  const part = job.total === 0 ? (isOver ? 100 : 0) : Math.min(100, (job.done / job.total) * 100)
  return (
    <Paper withBorder p="md" mb="md" component="section" aria-label={text('replayRunning')}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Text size="sm" fw={500}>
            {text('replayRunning')}
          </Text>
          <Text size="sm" c="dimmed">
            {text('jobProgress', { done: formatNumber(job.done), total: formatNumber(job.total) })}
          </Text>
        </Group>
        <Progress
          value={part}
          color={isOver && job.failed > 0 ? 'orange.8' : 'blue.8'}
          aria-label={text('replayRunning')}
        />
        <Group justify="space-between" align="flex-start" gap="xs">
          <div role="status">
            {isOver ? (
              <JobResult job={job} />
            ) : (
              <Text size="sm" c="dimmed">
                {text('jobSafe')}
              </Text>
            )}
          </div>
          {isOver ? (
            <Button variant="default" size="xs" onClick={onClose}>
              {text('closeJob')}
            </Button>
          ) : (
            <Button
              variant="default"
              size="xs"
              disabled={isCancelling || job.isCancelled}
              onClick={() => {
                setIsCancelling(true)
                cancelJob(id).catch(() => setIsCancelling(false))
              }}
            >
              {text(isCancelling || job.isCancelled ? 'cancelling' : 'cancelJob')}
            </Button>
          )}
        </Group>
      </Stack>
    </Paper>
  )
}

function JobResult({ job }: { job: Job }) {
  const text = useRejectedTexts()
  return (
    <>
      {job.state === 'failed' && <Text size="sm">{text('jobBroken', { message: job.message ?? '' })}</Text>}
      {job.state === 'cancelled' && <Text size="sm">{text('jobCancelled')}</Text>}
      <Text size="sm">
        {job.succeeded === 0 ? text('jobNone') : text('jobDone', { count: job.succeeded })}
      </Text>
      {job.failed > 0 && <Text size="sm">{text('jobFailed', { count: job.failed })}</Text>}
    </>
  )
}
