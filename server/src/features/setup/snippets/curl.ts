import { SAMPLE_PAGE, type SnippetValues } from './values.ts'

/** A visitor opens a page and does something; the second request ends the visit. For a POSIX shell. */
export function writeSitecoreCurl(values: SnippetValues): string {
  const { address, sitecorePath, sitecoreKey } = values
  const events = [
    { pageId: SAMPLE_PAGE, url: '/products' },
    ...(values.goal === null ? [] : [{ goalId: values.goal }]),
    ...(values.event === null ? [] : [{ eventId: values.event }]),
  ]
  return `curl -i -w '\\n' -c /tmp/waymark-cookies \\
  "${address}${sitecorePath}/event?sc_apikey=${sitecoreKey}" \\
  -H 'Content-Type: application/json' \\
  -d '[${events.map((event) => JSON.stringify(event)).join(',')}]'

curl -i -w '\\n' -b /tmp/waymark-cookies -X POST \\
  "${address}${sitecorePath}/flush?sc_apikey=${sitecoreKey}"`
}

/** A contact, what it agrees to, and what it does: the first command keeps its id for the others. For a POSIX shell. */
export function writeXperienceCurl(values: SnippetValues): string {
  const { address, xperienceKey, channelId, consent } = values
  const create = `CONTACT_ID=$(curl -s -X POST "${address}/Kentico.Tracking/contacts" \\
  -H "Authorization: Bearer ${xperienceKey}" | sed 's/.*"contact":"\\([^"]*\\)".*/\\1/')`
  const agree = `curl -s "${address}/Kentico.Tracking/contacts/$CONTACT_ID/consents/${consent}" \\
  -H "Authorization: Bearer ${xperienceKey}" \\
  -H 'Content-Type: application/json' -d '{"agree": true}'`
  const log = `curl -s -w '\\n' "${address}/Kentico.Tracking/activities" \\
  -H "Authorization: Bearer ${xperienceKey}" \\
  -H 'Content-Type: application/json' -d @- <<JSON
{
  "channel": "${channelId}",
  "contact": "$CONTACT_ID",
  "activities": [
    { "type": "pagevisit", "value": "Products", "url": "https://www.example.com/products" }
  ]
}
JSON`
  return [create, ...(consent === null ? [] : [agree]), log].join('\n\n')
}
