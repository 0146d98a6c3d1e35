import { Tabs } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { mayReadRawData } from './may-read-raw-data.ts'
import { useSharedTexts } from './shared.texts.ts'
import { useRole } from './use-role.ts'

const addresses = { requests: '/live', visits: '/live/visits', rejected: '/live/rejected' } as const
type LiveTab = keyof typeof addresses

function isLiveTab(tab: string): tab is LiveTab {
  return Object.hasOwn(addresses, tab)
}

/** The pages of Live, each with an address of its own. */
export function LiveTabs({ current }: { current: LiveTab }) {
  const text = useSharedTexts()
  const navigate = useNavigate()
  const role = useRole()
  // What was sent may hold anything: only these two roles may look at it.
  const mayReject = mayReadRawData(role)
  return (
    <Tabs
      value={current}
      mb="md"
      onChange={(tab) => {
        if (tab !== null && isLiveTab(tab)) void navigate({ to: addresses[tab] })
      }}
    >
      <Tabs.List>
        {Object.keys(addresses)
          .filter(isLiveTab)
          .filter((tab) => tab !== 'rejected' || mayReject || current === 'rejected')
          .map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {text(`live_${tab}`)}
            </Tabs.Tab>
          ))}
      </Tabs.List>
    </Tabs>
  )
}
