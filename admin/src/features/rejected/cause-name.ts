import type { Texts } from '../../shared/define-texts.ts'
import type { useRejectedTexts } from './rejected.texts.ts'

type RejectedTexts = ReturnType<typeof useRejectedTexts>

/** A cause in words; a reason that plug-ins made up stays as it is. */
export function nameCause(text: RejectedTexts, code: string, subject: string | null): string {
  const key = `code_${code}`
  const known = (text as Texts<Record<string, string>>)(key)
  const cause = known === key ? titleOf(code) : known
  return subject === null ? cause : text('causeOf', { cause, subject })
}

/** Whether it was an error of ours, or of a plug-in: else a rule refused it. */
export function isFailure(code: string): boolean {
  return failures.has(code)
}
const failures: ReadonlySet<string> = new Set([
  'internal_error',
  'unexpected_error',
  'processor_failed',
  'processor_timeout',
])

function titleOf(code: string): string {
  const words = code.replaceAll('_', ' ')
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
