import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { KnownKeys } from './fill-in.ts'
import { KeysStep } from './keys-step.tsx'
import { SendStep } from './send-step.tsx'
import { keysQuery, type SetUpChannel, type SetUpView } from './setup.api.ts'
import { useSetupTexts } from './setup.texts.ts'
import { findSighting } from './sighting.ts'
import { StepCard } from './step-card.tsx'
import { useLiveRequests } from './use-live-requests.ts'
import { WaitingStep } from './waiting-step.tsx'

/** What follows once there is a channel: its keys, ways to send, and what came. */
export function ChannelSteps({
  setUp,
  channel,
  secret,
  onSecret,
}: {
  setUp: SetUpView
  channel: SetUpChannel
  /** Of the key that was made on this page. */
  secret: string | null
  onSecret: (secret: string) => void
}) {
  const text = useSetupTexts()
  const { data } = useQuery(keysQuery(channel.id))
  const { requests, isLost } = useLiveRequests()
  const sighting = findSighting(requests, channel)
  const [showsKeys, setShowsKeys] = useState(false)
  const publicKey =
    data?.items.find(({ access, enabled }) => access === 'sitecore' && enabled)?.publicKey ?? null
  const keys: KnownKeys = { sitecoreKey: publicKey, xperienceKey: secret, channelId: channel.id }
  const hasKeys = publicKey !== null || secret !== null
  const isStored = sighting.stored !== null || channel.firstEventOn !== null
  const summary = text('keysSummary', {
    sitecore: text(publicKey === null ? 'keyMissing' : 'keyReady'),
    xperience: text(secret !== null ? 'keyReady' : channel.hasTrackingKey ? 'keyUnknown' : 'keyMissing'),
  })
  if (data === undefined) return null
  return (
    <>
      <StepCard
        number={2}
        title={text('keysTitle')}
        summary={summary}
        isDone={hasKeys}
        isOpen={!hasKeys || showsKeys}
        opens="show"
        {...(hasKeys && { onToggle: () => setShowsKeys(!showsKeys) })}
      >
        <KeysStep channel={channel} keys={keys} onSecret={onSecret} />
      </StepCard>
      <StepCard
        number={3}
        title={text('sendTitle')}
        summary={text(hasKeys ? 'sendHint' : 'sendHintNoKey')}
        isDone={isStored}
        isOpen
      >
        <SendStep channel={channel} keys={keys} onSecret={onSecret} />
      </StepCard>
      <StepCard number={4} title={text(isStored ? 'waitTitleDone' : 'waitTitle')} isDone={isStored} isOpen>
        <WaitingStep
          channel={channel}
          setUp={setUp}
          keys={keys}
          sighting={sighting}
          isLost={isLost}
          onSecret={onSecret}
        />
      </StepCard>
    </>
  )
}
