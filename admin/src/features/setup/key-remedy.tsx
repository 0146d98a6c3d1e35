import { Code, Group, Stack, Text } from '@mantine/core'
import { CopyButton } from '../../shared/copy-button.tsx'
import type { KnownKeys } from './fill-in.ts'
import { MakeKey } from './keys-step.tsx'
import type { LiveRequest, SetUpChannel } from './setup.api.ts'
import { useSetupTexts } from './setup.texts.ts'

const codes: ReadonlySet<string> = new Set(['invalid_api_key', 'invalid_key', 'missing_key'])

/** Whether a request lacked a key that is good. */
export function lacksKey({ code }: LiveRequest): boolean {
  return code !== null && codes.has(code)
}

/** The key that should have been sent, where this page knows it, ready to copy; a secret one can be made anew. */
export function KeyRemedy({
  api,
  channel,
  keys,
  onSecret,
}: {
  api: LiveRequest['api']
  channel: SetUpChannel
  keys: KnownKeys
  onSecret: (secret: string) => void
}) {
  const text = useSetupTexts()
  const access = api === 'sitecore' ? 'sitecore' : 'tracking'
  const key = api === 'sitecore' ? keys.sitecoreKey : keys.xperienceKey
  if (key === null)
    return (
      <Stack gap={6} align="flex-start">
        <Text size="sm">
          {text(
            access === 'tracking' && channel.hasTrackingKey ? 'lostKeyOf_tracking' : `noKeyOf_${access}`,
            {
              name: channel.name,
            },
          )}
        </Text>
        <MakeKey channel={channel} access={access} label={text('makeKeyForPage')} onSecret={onSecret} />
      </Stack>
    )
  return (
    <div>
      <Text size="sm">{text(`keyOf_${access}`, { name: channel.name })}</Text>
      <Group gap={4} wrap="nowrap">
        <Code>{key}</Code>
        <CopyButton value={key} name={text(`${api}Key`)} />
      </Group>
    </div>
  )
}
