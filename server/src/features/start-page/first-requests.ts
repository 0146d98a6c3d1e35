/** What the first requests need: of a running Waymark, or names that a reader replaces. */
export interface FirstRequestValues {
  /** Of this server, without a slash at the end. */
  readonly address: string
  readonly sitecorePath: string
  readonly sitecoreKey: string
  readonly xperienceKey: string
  readonly channelId: string
  readonly managementToken: string
}

export interface FirstRequest {
  readonly title: string
  readonly note?: string
  /** For a POSIX shell. */
  readonly command: string
}

/** The first requests, as the first start prints them and the start page shows them. The README has the same. */
export function listFirstRequests(values: FirstRequestValues): FirstRequest[] {
  const { address, sitecorePath, sitecoreKey, xperienceKey, channelId, managementToken } = values
  return [
    {
      title: 'Send an event, the Sitecore way',
      command: `curl -i -w '\\n' "${address}${sitecorePath}/event?sc_apikey=${sitecoreKey}" \\
  -H 'Content-Type: application/json' \\
  -d '[{"pageId":"{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}","url":"/products"},{"goalId":"Register"}]'`,
    },
    {
      title: 'Create a contact and log an activity, the Xperience way',
      note: "The first command keeps the new contact's id, which the second one sends.",
      command: `CONTACT_ID=$(curl -s -X POST "${address}/Kentico.Tracking/contacts" \\
  -H "Authorization: Bearer ${xperienceKey}" | sed 's/.*"contact":"\\([^"]*\\)".*/\\1/')

curl -s -w '\\n' "${address}/Kentico.Tracking/activities" \\
  -H "Authorization: Bearer ${xperienceKey}" \\
  -H 'Content-Type: application/json' -d @- <<JSON
{
  "channel": "${channelId}",
  "contact": "$CONTACT_ID",
  "activities": [
    { "type": "pagevisit", "value": "Products", "url": "https://www.example.com/products" }
  ]
}
JSON`,
    },
    {
      title: 'Read what is stored',
      command: `curl -s -w '\\n' "${address}/api/v1/activities?limit=5" \\
  -H "Authorization: Bearer ${managementToken}"`,
    },
  ]
}
