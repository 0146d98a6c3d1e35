import { Alert, Group, Select, Stack, Tabs, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CodeBlock } from '../../shared/code-block.tsx'
import { PageState } from '../../shared/page-state.tsx'
import { useIsPhone } from '../../shared/use-is-phone.ts'
import { fillIn, type KnownKeys } from './fill-in.ts'
import { MakeKey } from './keys-step.tsx'
import { type SetUpChannel, type Snippet, snippetsQuery } from './setup.api.ts'
import { useSetupTexts } from './setup.texts.ts'
import { TestEventButtons } from './test-event-buttons.tsx'

/** Ways to a first event, ready to copy. */
export function SendStep({
  channel,
  keys,
  onSecret,
}: {
  channel: SetUpChannel
  keys: KnownKeys
  onSecret: (secret: string) => void
}) {
  const query = useQuery(snippetsQuery)
  return (
    <Stack gap="lg">
      <PageState query={query}>
        {({ items }) => <Snippets items={items} channel={channel} keys={keys} onSecret={onSecret} />}
      </PageState>
      <TestEventButtons channel={channel} keys={keys} />
    </Stack>
  )
}

function Snippets({
  items,
  channel,
  keys,
  onSecret,
}: {
  items: readonly Snippet[]
  channel: SetUpChannel
  keys: KnownKeys
  onSecret: (secret: string) => void
}) {
  const text = useSetupTexts()
  const isPhone = useIsPhone()
  const [chosen, setChosen] = useState<string>(items[0]?.id ?? '')
  return (
    <Tabs value={chosen} onChange={(id) => setChosen(id ?? '')} keepMounted={false}>
      {isPhone ? (
        <Select
          aria-label={text('waysToSend')}
          value={chosen}
          allowDeselect={false}
          data={items.map(({ id }) => ({ value: id, label: text(`snippet_${id}`) }))}
          onChange={(id) => setChosen(id ?? '')}
        />
      ) : (
        <Tabs.List aria-label={text('waysToSend')}>
          {items.map(({ id }) => (
            <Tabs.Tab key={id} value={id}>
              {text(`snippet_${id}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      )}
      {items.map((snippet) => (
        <Tabs.Panel key={snippet.id} value={snippet.id} pt="md">
          <SnippetPanel snippet={snippet} channel={channel} keys={keys} onSecret={onSecret} />
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

function SnippetPanel({
  snippet: { id, access, blocks },
  channel,
  keys,
  onSecret,
}: {
  snippet: Snippet
  channel: SetUpChannel
  keys: KnownKeys
  onSecret: (secret: string) => void
}) {
  const text = useSetupTexts()
  const key = access === 'sitecore' ? keys.sitecoreKey : keys.xperienceKey
  return (
    <Stack gap="sm">
      <Text size="sm">{text(`note_${id}`)}</Text>
      {key === null && (
        <Alert color="yellow" variant="light">
          <Group justify="space-between" gap="sm">
            <Text size="sm">{text(`needsKey_${access}`)}</Text>
            <MakeKey channel={channel} access={access} label={text('makeKeyForPage')} onSecret={onSecret} />
          </Group>
        </Alert>
      )}
      {blocks.map(({ place, text: template }) => (
        <CodeBlock
          key={place ?? ''}
          place={place ?? text('shell')}
          name={`${text(`snippet_${id}`)}: ${place ?? text('shell')}`}
          text={fillIn(template, keys)}
          isCopyable={key !== null}
        />
      ))}
    </Stack>
  )
}
