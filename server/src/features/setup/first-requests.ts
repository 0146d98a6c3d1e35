import { writeSitecoreCurl, writeXperienceCurl } from './snippets/curl.ts'
import type { SnippetValues } from './snippets/values.ts'

export interface FirstRequest {
  readonly title: string
  /** For a POSIX shell. */
  readonly command: string
}

/** The first requests, as the first start prints them. The README has the same. */
export function listFirstRequests(
  values: SnippetValues & { readonly managementToken: string },
): FirstRequest[] {
  return [
    { title: 'Send events, the Sitecore way', command: writeSitecoreCurl(values) },
    {
      title: 'Create a contact, agree and log an activity, the Xperience way',
      command: writeXperienceCurl(values),
    },
    {
      title: 'Read what is stored',
      command: `curl -s -w '\\n' "${values.address}/api/v1/activities?limit=5" \\
  -H "Authorization: Bearer ${values.managementToken}"`,
    },
  ]
}
