import { Group, List, Text, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import { type JsonReading, readJson } from './json-problems.ts'
import classes from './rejected.module.css'
import { useRejectedEventTexts } from './rejected-event.texts.ts'
import { type Advice, advise, writePath } from './schema-advice.ts'

const READ_AFTER_MS = 150

/** Text that is to be JSON: its first mistake by line and column, and what does not fit the schema. */
export function PayloadEditor({
  value,
  schema,
  hint,
  onChange,
}: {
  value: string
  schema: unknown
  hint: string
  onChange: (value: string) => void
}) {
  const text = useRejectedEventTexts()
  const [settled] = useDebouncedValue(value, READ_AFTER_MS)
  const reading = useMemo(() => readJson(settled), [settled])
  const advice = useMemo(() => (reading.ok ? advise(schema, reading.value) : []), [reading, schema])
  return (
    <>
      <Textarea
        className={classes.editor ?? ''}
        label={text('editorLabel')}
        description={hint}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={reading.ok ? undefined : <JsonProblem reading={reading} />}
        autosize
        minRows={8}
        maxRows={28}
        maxLength={65_536}
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        autoComplete="off"
        dir="ltr"
      />
      {reading.ok && advice.length > 0 && (
        <div role="status">
          <Text size="sm" fw={500} mt="xs">
            {text('adviceTitle')}
          </Text>
          <List size="sm">
            {advice.map((one) => (
              <List.Item key={`${writePath(one.path)} ${one.problem} ${one.expected}`}>
                <AdviceLine advice={one} reading={reading} />
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </>
  )
}

function JsonProblem({ reading }: { reading: Extract<JsonReading, { ok: false }> }) {
  const text = useRejectedEventTexts()
  const { line, column } = reading.place
  return text('jsonProblem', {
    place: text('place', { line, column }),
    message: text(`json_${reading.fault}`),
  })
}

function AdviceLine({ advice, reading }: { advice: Advice; reading: Extract<JsonReading, { ok: true }> }) {
  const text = useRejectedEventTexts()
  const { path, problem, expected, found } = advice
  return (
    <Group gap={6} component="span">
      <Text span size="xs" c="dimmed">
        {text('place', { ...reading.placeOf(path) })}
      </Text>
      <span>{text(`advice_${problem}`, { path: writePath(path) || text('root'), expected, found })}</span>
    </Group>
  )
}
