import type { LiveRequestDetails } from './live.api.ts'

/** What the client's own software puts there, and what is not the same the next time. */
const unsent: ReadonlySet<string> = new Set([
  ...[
    'host',
    'connection',
    'content-length',
    'accept-encoding',
    'transfer-encoding',
    'te',
    'upgrade',
    'expect',
  ],
  ...[
    'x-forwarded-for',
    'x-forwarded-proto',
    'x-forwarded-host',
    'x-real-ip',
    'forwarded',
    'via',
    'x-request-id',
  ],
  ...['cf-connecting-ip', 'true-client-ip', 'x-client-ip', 'x-cluster-client-ip', 'fastly-client-ip'],
  'x-original-forwarded-for',
])

/**
 * The request as a command for a shell, which gets the same answer. A secret key is not known here: it is taken from the
 * variable WAYMARK_KEY. `server` is where the tracking APIs are: `https://waymark.example.com`.
 */
export function writeCurl(request: LiveRequestDetails, server: string): string {
  const { method, url, headers, body } = request
  const parts = [`curl -i ${quote(server + url)}`]
  if (method !== 'GET' && !(method === 'POST' && body.text !== null && body.text !== ''))
    parts.push(`-X ${method}`)
  for (const { name, value } of headers) {
    if (unsent.has(name)) continue
    if (name === 'authorization') parts.push(`-H "Authorization: Bearer $WAYMARK_KEY"`)
    else if (name !== 'proxy-authorization') parts.push(`-H ${quote(`${name}: ${value}`)}`)
  }
  if (body.text !== null && body.text !== '') parts.push(`--data-binary ${quote(body.text)}`)
  return parts.join(' \\\n  ')
}

/** For a POSIX shell: within single quotes all is literal, but they themselves. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
