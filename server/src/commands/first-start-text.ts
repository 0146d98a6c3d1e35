import type { FirstStart } from '../catalogue/set-up-installation.ts'

/**
 * What the first start says, once and never again: every secret as `label: value`, and first requests that need no
 * more than to be pasted into a shell.
 */
export function describeFirstStart(
  firstStart: FirstStart,
  { address, sitecorePath }: { address: string; sitecorePath: string },
): string {
  const { administrator, channel, sitecoreKey, trackingKey, token } = firstStart
  return `
This is the first start. What follows is shown only now; keep it.

Administrator: ${administrator.email}
Password: ${administrator.password}
Channel: ${channel.name}
Channel id: ${channel.id}
Sitecore key: ${sitecoreKey}
Xperience key: ${trackingKey}
Management token: ${token}

1. An event, the Sitecore way:

curl -i "${address}${sitecorePath}/event?sc_apikey=${sitecoreKey}" \\
  -H 'Content-Type: application/json' \\
  -d '[{"pageId":"{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}","url":"/products"},{"goalId":"Register"}]'

2. An activity, the Xperience way:

CONTACT=$(curl -s -X POST ${address}/Kentico.Tracking/contacts \\
  -H "Authorization: Bearer ${trackingKey}" | sed 's/.*"contact":"\\([^"]*\\)".*/\\1/')
curl -s ${address}/Kentico.Tracking/activities \\
  -H "Authorization: Bearer ${trackingKey}" -H 'Content-Type: application/json' \\
  -d "{\\"channel\\":\\"${channel.id}\\",\\"contact\\":\\"$CONTACT\\",\\"activities\\":[{\\"type\\":\\"pagevisit\\",\\"value\\":\\"Products\\",\\"url\\":\\"https://www.example.com/products\\"}]}"

3. What is stored:

curl -s "${address}/api/v1/activities?limit=5" -H "Authorization: Bearer ${token}"
`
}
