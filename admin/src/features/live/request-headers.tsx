import { Stack, Table, Text, Title } from '@mantine/core'
import type { LiveRequestDetails } from './live.api.ts'
import classes from './live.module.css'
import { useLiveTexts } from './live.texts.ts'

/** Headers and cookies of both ways. */
export function RequestHeaders({ request }: { request: LiveRequestDetails }) {
  const text = useLiveTexts()
  return (
    <Stack gap="md">
      <Headers title={text('requestHeaders')} headers={request.headers} />
      {!request.hasAllHeaders && !request.isPrivate && (
        <Text size="sm" c="dimmed">
          {text('someHeaders')}
        </Text>
      )}
      <Headers title={text('replyHeaders')} headers={request.replyHeaders} />
    </Stack>
  )
}

function Headers({ title, headers }: { title: string; headers: LiveRequestDetails['headers'] }) {
  const text = useLiveTexts()
  return (
    <section aria-label={title}>
      <Title order={3} mb={4}>
        {title}
      </Title>
      {headers.length === 0 ? (
        <Text c="dimmed">{text('noHeaders')}</Text>
      ) : (
        <Table layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="34%">{text('name')}</Table.Th>
              <Table.Th>{text('value')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {headers.map(({ name, value }) => (
              <Table.Tr key={name}>
                <Table.Td className={classes.mono}>{name}</Table.Td>
                <Table.Td className={classes.mono}>
                  <bdi>{value}</bdi>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  )
}
