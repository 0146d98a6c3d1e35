import { createHash } from 'node:crypto'

/** Names an inline script or style in a content security policy. */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

/** Headers of an HTML page: `policy` adds to a policy that allows nothing. */
export function pageHeaders(policy: Readonly<Record<string, string>>): Record<string, string> {
  const directives = {
    'default-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    ...policy,
  }
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': Object.entries(directives)
      .map((directive) => directive.join(' '))
      .join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  }
}
