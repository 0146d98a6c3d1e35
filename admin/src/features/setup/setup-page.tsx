import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import DemoOffer from '../../shared/demo/demo-offer.tsx'
import { PageHead } from '../../shared/page-head.tsx'
import { PageState } from '../../shared/page-state.tsx'
import { ChannelStep } from './channel-step.tsx'
import { ChannelSteps } from './channel-steps.tsx'
import { type SetUpView, setUpQuery } from './setup.api.ts'
import { useSetupTexts } from './setup.texts.ts'
import classes from './setup-page.module.css'
import { StepCard } from './step-card.tsx'

/** From an empty server to a visitor of one's own. Stays useful later: for another channel, another way to send. */
export function SetupPage() {
  const text = useSetupTexts()
  const query = useQuery(setUpQuery)
  return (
    <div className={classes.column}>
      <PageHead title={text('title')} purpose={text('purpose')} />
      <PageState query={query}>{(setUp) => <Steps setUp={setUp} />}</PageState>
    </div>
  )
}

function Steps({ setUp }: { setUp: SetUpView }) {
  const text = useSetupTexts()
  const navigate = useNavigate({ from: '/setup' })
  const { channel: asked } = useSearch({ from: '/setup' })
  const [isNew, setIsNew] = useState(setUp.channels.length === 0)
  const [isOpen, setIsOpen] = useState(setUp.channels.length === 0)
  /** Secrets by channel: forgotten when the page is left. */
  const [secrets, setSecrets] = useState<Readonly<Record<string, string>>>({})
  const { channels } = setUp
  const channel = isNew ? null : (channels.find(({ id }) => id === asked) ?? channels[0] ?? null)

  function choose(id: string | null): void {
    setIsNew(id === null)
    if (id !== null) void navigate({ search: { channel: id }, replace: true })
  }

  return (
    <Stack gap="md">
      <StepCard
        number={1}
        title={text('channelTitle')}
        summary={
          channel === null || isOpen ? text('channelHint') : text('channelSummary', { name: channel.name })
        }
        isDone={channel !== null && !isOpen}
        isOpen={isOpen || channel === null}
        {...(channels.length > 0 && {
          onToggle: () => {
            setIsNew(false)
            setIsOpen(!isOpen)
          },
        })}
      >
        <ChannelStep
          key={channel?.id ?? 'new'}
          channels={channels}
          channel={channel}
          onChoose={choose}
          onSaved={(id) => {
            choose(id)
            setIsOpen(false)
          }}
        />
      </StepCard>
      {channel !== null && (
        <ChannelSteps
          key={channel.id}
          setUp={setUp}
          channel={channel}
          secret={secrets[channel.id] ?? null}
          onSecret={(secret) => setSecrets((known) => ({ ...known, [channel.id]: secret }))}
        />
      )}
      <DemoOffer isLasting />
    </Stack>
  )
}
