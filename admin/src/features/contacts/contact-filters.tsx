import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import { countryFilter } from '../../shared/country-filter.ts'
import type { FilterEditorProperties, FilterSpec } from '../../shared/list/filter-spec.ts'
import { optionsFilter } from '../../shared/list/options-filter.tsx'
import { periodFilter } from '../../shared/list/period-filter.tsx'
import {
  channelFilter,
  consentFilter,
  definitionFilter,
  trafficChannelFilter,
} from '../../shared/set-up-filters.ts'
import { deviceTypes } from './contacts.search.ts'
import { useContactTexts } from './contacts.texts.ts'

type ContactTexts = ReturnType<typeof useContactTexts>

export function useContactFilters(): readonly FilterSpec[] {
  const text = useContactTexts()
  return useMemo(() => describeFilters(text), [text])
}

function describeFilters(text: ContactTexts): FilterSpec[] {
  const devices = deviceTypes.map((type) => ({ value: type, label: text(`device_${type}`) }))
  const robots = [
    { value: 'false', label: text('robots_false') },
    { value: 'true', label: text('robots_true') },
  ]
  return [
    periodFilter('period', text('visited'), text('visitedHint')),
    channelFilter(text('channel')),
    trafficChannelFilter(text('trafficChannel')),
    definitionFilter('campaign', text('campaign'), ['campaign']),
    definitionFilter('goal', text('goal'), ['goal']),
    definitionFilter('outcome', text('outcome'), ['outcome']),
    optionsFilter('device', text('device'), () => devices),
    countryFilter(text('country')),
    consentFilter(text('consent')),
    optionsFilter('robots', text('robots'), () => robots),
    { name: 'field', label: text('field'), Value: FieldValue, Editor: FieldEditor },
  ]
}

const fields = [
  'firstName',
  'middleName',
  'lastName',
  'email',
  'gender',
  'jobTitle',
  'companyName',
  'mobilePhone',
  'businessPhone',
  'address1',
  'city',
  'zip',
  'country',
  'state',
  'notes',
] as const
const operators = ['contains', 'is', 'set', 'unset'] as const

/** `jobTitle:contains:chief`; a value may have colons. */
function readCondition(value: string): { field: string; operator: string; operand: string } {
  const [field = '', operator = '', ...operand] = value.split(':')
  return { field, operator, operand: operand.join(':') }
}

function FieldValue({ value }: { value: string }) {
  const text = useContactTexts()
  const { field, operator, operand } = readCondition(value)
  return text('fieldCondition', {
    field: fieldName(text, field),
    operator: isOneOf(operators, operator) ? text(`operator_${operator}`) : operator,
    value: operand,
  })
}

function fieldName(text: ContactTexts, field: string): string {
  return isOneOf(fields, field) ? text(`field_${field}`) : field
}

function isOneOf<const Choice extends string>(choices: readonly Choice[], text: string): text is Choice {
  return choices.some((choice) => choice === text)
}

function FieldEditor({ value, onChange, onClose }: FilterEditorProperties) {
  const text = useContactTexts()
  const [condition, setCondition] = useState(readCondition(value ?? 'jobTitle:contains'))
  const { field, operator, operand } = condition
  const takesOperand = operator === 'is' || operator === 'contains'
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (takesOperand && operand.trim() === '') return
        onChange(takesOperand ? `${field}:${operator}:${operand.trim()}` : `${field}:${operator}`)
        onClose()
      }}
    >
      <Stack gap="xs">
        <NativeSelect
          size="xs"
          label={text('field')}
          value={field}
          onChange={(event) => setCondition({ ...condition, field: event.currentTarget.value })}
          data={fields.map((name) => ({ value: name, label: text(`field_${name}`) }))}
        />
        <NativeSelect
          size="xs"
          aria-label={text('operator')}
          value={operator}
          onChange={(event) => setCondition({ ...condition, operator: event.currentTarget.value })}
          data={operators.map((name) => ({ value: name, label: text(`operator_${name}`) }))}
        />
        {takesOperand && (
          <TextInput
            size="xs"
            aria-label={text('operand')}
            placeholder={text('operand')}
            maxLength={200}
            value={operand}
            onChange={(event) => setCondition({ ...condition, operand: event.currentTarget.value })}
          />
        )}
        <Button size="xs" type="submit">
          {text('apply')}
        </Button>
      </Stack>
    </form>
  )
}
