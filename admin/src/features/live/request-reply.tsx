import { Text } from '@mantine/core'
import { JsonTree } from '../../shared/json-tree/json-tree.tsx'
import type { LiveRequestDetails } from './live.api.ts'
import classes from './live.module.css'
import { useLiveTexts } from './live.texts.ts'
import { parseJson } from './parse-json.ts'

/** What the server answered. */
export function RequestReply({ request: { reply, status } }: { request: LiveRequestDetails }) {
  const text = useLiveTexts()
  const value = parseJson(reply)
  return (
    <>
      <Text fw={500} mb="xs">
        {status}
      </Text>
      {reply === '' ? (
        <Text c="dimmed">{text('bodyEmpty')}</Text>
      ) : value === undefined ? (
        <pre className={classes.text}>{reply}</pre>
      ) : (
        <JsonTree value={value} label={text('replyLabel')} />
      )}
    </>
  )
}
