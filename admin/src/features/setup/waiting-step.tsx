import { Anchor, Box, Code, Group, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { CopyButton } from '../../shared/copy-button.tsx'
import { formatDuration } from '../../shared/format.ts'
import type { KnownKeys } from './fill-in.ts'
import { RefusedPanel } from './refused-panel.tsx'
import type { SetUpChannel, SetUpView } from './setup.api.ts'
import { useSetupTexts } from './setup.texts.ts'
import type { Sighting } from './sighting.ts'
import { StoredBefore, StoredPanel } from './stored-panel.tsx'
import classes from './waiting.module.css'

/** After this nothing that came is a sign of trouble. */
const CHECK_AFTER_MS = 30_000

/** What came to this channel since the page was opened, and what to do about it; until then what may be wrong. */
export function WaitingStep({
  channel,
  setUp,
  keys,
  sighting: { stored, isFlushed, refused },
  isLost,
  onSecret,
}: {
  channel: SetUpChannel
  setUp: SetUpView
  keys: KnownKeys
  sighting: Sighting
  isLost: boolean
  onSecret: (secret: string) => void
}) {
  const text = useSetupTexts()
  const { firstEventOn } = channel
  const panels = useRef<HTMLDivElement>(null)
  const seen = refused[0]?.cause ?? stored?.id
  // Whoever has just pressed a button above would not see it.
  useEffect(() => {
    if (seen !== undefined) panels.current?.scrollIntoView({ block: 'nearest' })
  }, [seen])
  return (
    <>
      <Stack gap="md" aria-live="polite" ref={panels}>
        {stored !== null && <StoredPanel request={stored} isFlushed={isFlushed} />}
        {stored === null && firstEventOn !== null && (
          <StoredBefore channelId={channel.id} day={firstEventOn} />
        )}
        {refused.map((trouble) => (
          <RefusedPanel
            key={trouble.cause}
            trouble={trouble}
            channel={channel}
            keys={keys}
            onSecret={onSecret}
          />
        ))}
      </Stack>
      {stored === null && firstEventOn === null && (
        <Box mt={refused.length === 0 ? 0 : 'md'}>
          <Listening channel={channel} setUp={setUp} sawNothing={refused.length === 0} />
        </Box>
      )}
      {isLost && (
        <Text size="sm" c="dimmed" role="status">
          {text('lost')}
        </Text>
      )}
    </>
  )
}

function Listening({
  channel,
  setUp,
  sawNothing,
}: {
  channel: SetUpChannel
  setUp: SetUpView
  /** Not even a refusal: then what mostly stops requests on their way may help. */
  sawNothing: boolean
}) {
  const text = useSetupTexts()
  const elapsed = useElapsed()
  const { address, sitecorePath, apis } = setUp
  const endpoints = [`${address}${sitecorePath}/event`, `${address}/Kentico.Tracking/activities`]
  const checks = ['check_off', 'check_proxy', 'check_blocker', 'check_server', 'check_variable'] as const
  return (
    <Stack gap="md">
      <Group gap="md" wrap="nowrap">
        <span className={classes.pulse} aria-hidden />
        <div>
          <Text size="sm">{text('waiting', { name: channel.name })}</Text>
          <Text size="xs" c="dimmed">
            {text('elapsed', { time: formatDuration(elapsed) })}
          </Text>
        </div>
      </Group>
      {sawNothing && (
        <>
          {!apis.sitecore && <Off>{text('apiOff_sitecore')}</Off>}
          {!apis.xperience && <Off>{text('apiOff_xperience')}</Off>}
          <div>
            <Text size="sm" mb={4}>
              {text('endpoints')}
            </Text>
            {endpoints.map((url) => (
              <Group key={url} gap={4} wrap="nowrap">
                <Code>{url}</Code>
                <CopyButton value={url} name={url} />
              </Group>
            ))}
          </div>
          {elapsed >= CHECK_AFTER_MS && (
            <div>
              <Text size="sm" fw={500} mb={4}>
                {text('checkTitle')}
              </Text>
              <ul className={classes.list}>
                {checks.map((check) => (
                  <Text key={check} size="sm" component="li">
                    {text(check, { address, path: sitecorePath })}
                  </Text>
                ))}
              </ul>
              <Anchor href="/health/ready" size="sm" target="_blank">
                {'/health/ready'}
              </Anchor>
            </div>
          )}
        </>
      )}
    </Stack>
  )
}

function Off({ children }: { children: string }) {
  return (
    <Text size="sm" c="var(--verdict-refused)" role="alert">
      {children}
    </Text>
  )
}

function useElapsed(): number {
  const [elapsed, setElapsed] = useState(0)
  useEffect(() => {
    const began = Date.now()
    const timer = setInterval(() => setElapsed(Date.now() - began), 1000)
    return () => clearInterval(timer)
  }, [])
  return elapsed
}
