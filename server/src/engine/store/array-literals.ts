/**
 * Arrays as PostgreSQL reads them in text form. `pg` would write them too, at about a fourth of the speed: it looks at
 * the type of each element and escapes each with two regular expressions.
 */

/** Elements that need no quotes: UUIDs, dates. */
export function bareArray(values: readonly (string | null)[]): string {
  let text = '{'
  for (let i = 0; i < values.length; i++) text += (i === 0 ? '' : ',') + (values[i] ?? 'NULL')
  return `${text}}`
}

export function numberArray(values: readonly (number | null)[]): string {
  let text = '{'
  for (let i = 0; i < values.length; i++) text += (i === 0 ? '' : ',') + (values[i] ?? 'NULL')
  return `${text}}`
}

export function textArray(values: readonly (string | null)[]): string {
  let text = '{'
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (i > 0) text += ','
    text += value == null ? 'NULL' : quote(value)
  }
  return `${text}}`
}

const SPECIAL = /["\\]/
function quote(value: string): string {
  return SPECIAL.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : `"${value}"`
}
