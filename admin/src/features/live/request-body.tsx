import { Stack, Text } from '@mantine/core'
import { JsonTree } from '../../shared/json-tree/json-tree.tsx'
import type { LiveRequestDetails } from './live.api.ts'
import classes from './live.module.css'
import { useLiveTexts } from './live.texts.ts'
import { findMarkedPaths } from './marked-paths.ts'
import { parseJson } from './parse-json.ts'

/** What was sent, as a tree where it is JSON, with what is wrong in it marked. */
export function RequestBody({ request }: { request: LiveRequestDetails }) {
  const text = useLiveTexts()
  const { body } = request
  if (body.text === null) return <Text c="dimmed">{text('bodyNone')}</Text>
  if (body.text === '') return <Text c="dimmed">{text('bodyEmpty')}</Text>
  if (body.text === '•••') return <Text c="dimmed">{text('bodyHidden')}</Text>
  const value = parseJson(body.text)
  return (
    <Stack gap="xs">
      {body.isCut && (
        <Text size="sm" c="dimmed">
          {text('bodyCut', { size: body.size })}
        </Text>
      )}
      {value === undefined ? (
        <pre className={classes.text} dir="auto">
          {body.text}
        </pre>
      ) : (
        <JsonTree value={value} label={text('bodyLabel')} marked={findMarkedPaths(request, value)} />
      )}
    </Stack>
  )
}
