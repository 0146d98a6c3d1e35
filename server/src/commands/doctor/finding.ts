/** What one look has found. A problem keeps Waymark from working, or from keeping its word; a warning may be meant so. */
export type Finding = {
  /** What was looked at: one word or two. */
  check: string
  level: 'ok' | 'warning' | 'problem'
  /** A sentence; of a warning or a problem also what to mend. */
  message: string
}

export function ok(check: string, message: string): Finding {
  return { check, level: 'ok', message }
}

export function warning(check: string, message: string): Finding {
  return { check, level: 'warning', message }
}

export function problem(check: string, message: string): Finding {
  return { check, level: 'problem', message }
}

/** The findings if there are any, else that all is well. */
export function orOk(findings: Finding[], check: string, message: string): Finding[] {
  return findings.length > 0 ? findings : [ok(check, message)]
}

/** What failed, in one line. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.replace(/\s*\n\s*/g, ' ')
}
