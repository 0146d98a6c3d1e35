import { Badge, Button, Group, Paper, Table, Text, Title } from '@mantine/core'
import { IconShieldCheck, IconShieldOff, IconShieldQuestion } from '@tabler/icons-react'
import { useState } from 'react'
import { ExactTime } from '../../../shared/exact-time.tsx'
import { formatExact } from '../../../shared/format.ts'
import { useChannelNames } from '../../../shared/set-up.api.ts'
import type { ContactConsent } from '../profile.api.ts'
import { type ProfileText, useProfileTexts } from '../profile.texts.ts'
import { ConsentText } from './consent-text.tsx'

const looks = {
  agreed: { icon: IconShieldCheck, color: 'teal.9' },
  revoked: { icon: IconShieldOff, color: 'red.9' },
  never: { icon: IconShieldQuestion, color: 'gray.7' },
} as const

export function ConsentCard({ consent }: { consent: ContactConsent }) {
  const text = useProfileTexts()
  const channels = useChannelNames()
  const [version, setVersion] = useState<number | null>(null)
  const { icon: Icon, color } = looks[consent.state]
  const channel = consent.channelId === null ? null : (channels.get(consent.channelId) ?? text('deleted'))
  return (
    <Paper component="section" withBorder p="md" aria-label={consent.displayName}>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Title order={2} size="h3">
            <bdi>{consent.displayName}</bdi>
          </Title>
          <Badge color={color} tt="none" fw={500} leftSection={<Icon size={14} aria-hidden />}>
            {text(`consent_${consent.state}`)}
          </Badge>
        </Group>
        <Button
          variant="default"
          size="xs"
          aria-expanded={version !== null}
          onClick={() => setVersion(version === null ? consent.version : null)}
        >
          {text(version !== null ? 'hideText' : consent.state === 'never' ? 'showText' : 'showTextAgreed')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mt={4}>
        {consent.at !== null && (
          <>
            <ExactTime at={consent.at} />
            {channel !== null && ` ${text('consentThrough', { channel })}`}
            {' · '}
          </>
        )}
        {describeVersion(consent, text)}
      </Text>
      {version !== null && <ConsentText consentId={consent.consentId} version={version} />}
      {consent.statements.length > 0 && (
        <details>
          <summary>
            <Text span size="sm">
              {text('history')}
            </Text>
          </summary>
          <Table mt="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{text('when')}</Table.Th>
                <Table.Th>{text('said')}</Table.Th>
                <Table.Th>{text('channel')}</Table.Th>
                <Table.Th>{text('fullText')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {consent.statements.map((statement) => (
                <Table.Tr key={`${statement.at} ${statement.agreed}`}>
                  <Table.Td>{formatExact(Date.parse(statement.at))}</Table.Td>
                  <Table.Td>{text(statement.agreed ? 'consent_agreed' : 'consent_revoked')}</Table.Td>
                  <Table.Td>{channels.get(statement.channelId ?? '') ?? text('deleted')}</Table.Td>
                  <Table.Td>
                    <Button variant="subtle" size="compact-xs" onClick={() => setVersion(statement.version)}>
                      {text('version', { version: statement.version })}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {consent.statementCount > consent.statements.length && (
            <Text size="xs" c="dimmed">
              {text('historyMore', { shown: consent.statements.length, count: consent.statementCount })}
            </Text>
          )}
        </details>
      )}
    </Paper>
  )
}

function describeVersion({ version, currentVersion }: ContactConsent, text: ProfileText): string {
  return version === currentVersion
    ? text('versionCurrent', { version })
    : text('versionOld', { version, current: currentVersion })
}
