import { writeSitecoreCurl, writeXperienceCurl } from './curl.ts'
import { writeJssAxios, writeJssNative } from './jss.ts'
import { writeProxies } from './proxy.ts'
import { writeScript } from './script.ts'
import type { Snippet, SnippetValues } from './values.ts'

/** Every way to a first event: as the admin shows them, the first start prints them, and README and docs/integrate have them. */
export function listSnippets(values: SnippetValues): Snippet[] {
  const inShell = (text: string) => [{ place: null, language: 'sh' as const, text }]
  return [
    { id: 'curlSitecore', access: 'sitecore', blocks: inShell(writeSitecoreCurl(values)) },
    { id: 'curlXperience', access: 'tracking', blocks: inShell(writeXperienceCurl(values)) },
    { id: 'jssNative', access: 'sitecore', blocks: writeJssNative(values) },
    { id: 'jssAxios', access: 'sitecore', blocks: writeJssAxios(values) },
    { id: 'proxy', access: 'sitecore', blocks: writeProxies(values) },
    { id: 'script', access: 'sitecore', blocks: writeScript(values) },
  ]
}
