import type { JsonObject, JsonValue } from '../../../domain/json.ts'
import { normaliseAmount } from '../../../domain/money.ts'
import { defineProcessor } from '../../../pipeline/define-processor.ts'
import {
  findMember,
  isBlank,
  type Reading,
  readExtraFields,
  readId,
  refuse,
} from '../../../pipeline/item-members.ts'
import { next, type ProcessorContext, type ProcessorResult, tracked } from '../../../pipeline/processor.ts'
import { recogniseItem } from './recognise-item.ts'

/** `{"outcomeId": "<GUID or name>", "currencyCode": "USD", "monetaryValue": "1337.00"}`, the last two optional. */
export const outcomeProcessor = {
  ...defineProcessor({ name: 'outcome', api: 'sitecore', process: trackOutcome }),
  members: ['outcomeId'],
}

function trackOutcome(item: JsonObject, context: ProcessorContext): ProcessorResult {
  const recognised = recogniseItem(item)
  if (recognised?.type !== 'outcome') return next()
  const id = readId(recognised.id, 'outcomeId')
  if (!id.ok) return id.result
  const money = findMember(item, 'monetaryvalue')
  const monetaryValue = readMonetaryValue(money?.value)
  if (!monetaryValue.ok) return monetaryValue.result
  const code = findMember(item, 'currencycode')
  const currency = readCurrencyCode(code?.value)
  if (!currency.ok) return currency.result
  const data = readExtraFields(item, [recognised.member, money?.name, code?.name])
  if (!data.ok) return data.result
  context.addOutcome(id.value, {
    monetaryValue: monetaryValue.value,
    currency: currency.value,
    data: data.value,
  })
  return tracked()
}

/** The official samples send what a person typed, as text and possibly empty; docs/spec/sitecore.md §2.4, "Money". */
function readMonetaryValue(value: JsonValue | undefined): Reading<string | null> {
  if (value === undefined || value === null || value === '') return { ok: true, value: null }
  const amount =
    typeof value === 'string' || typeof value === 'number' ? normaliseAmount(String(value)) : null
  if (amount !== null) return { ok: true, value: amount }
  return refuse(
    'invalid_monetary_value',
    'monetaryValue must be a decimal number such as 1337.00, with at most 15 digits before the point and 4 after it.',
  )
}

function readCurrencyCode(value: JsonValue | undefined): Reading<string | null> {
  if (isBlank(value)) return { ok: true, value: null }
  if (typeof value === 'string' && /^[A-Za-z]{3}$/.test(value))
    return { ok: true, value: value.toUpperCase() }
  return refuse('invalid_currency_code', 'currencyCode must be three letters (ISO 4217), such as USD.')
}
