import { script } from './start-page.script.ts'
import { styles } from './start-page.styles.ts'

export interface StartPage {
  readonly version: string
  /** Of this server, without a slash at the end. */
  readonly address: string
  readonly sitecorePath: string
  readonly isSitecoreOn: boolean
  readonly isXperienceOn: boolean
}

export function renderStartPage(page: StartPage): string {
  const endpoints = [
    ['Sitecore tracking', page.isSitecoreOn, [`${page.sitecorePath}/event`, `${page.sitecorePath}/flush`]],
    ['Xperience tracking', page.isXperienceOn, ['/Kentico.Tracking/*']],
    ['Management API', true, ['/api/v1/*']],
  ] as const
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Waymark</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<style>${styles}</style>
</head>
<body>
<main>
<h1>Waymark <span class="version">${escapeHtml(page.version)}</span></h1>
<p class="lead">Visitor tracking for headless apps, up and running.</p>

<h2>What runs here</h2>
<dl>
${endpoints.map(renderEndpoint).join('\n')}
</dl>
<ul class="links">
<li><a href="/api/docs">API reference</a></li>
<li><a href="/api/openapi.json">OpenAPI document</a></li>
<li><a href="/health/ready">Health</a></li>
</ul>

<h2>First requests</h2>
<p>Put your own where it says <mark>A_NAME_LIKE_THIS</mark>: the first start printed the keys.</p>
<ol>
${firstRequests(page).map(renderRequest).join('\n')}
</ol>
</main>
<footer>What visitors did can only be read with a management token.</footer>
<script>${script}</script>
</body>
</html>
`
}

function renderEndpoint([name, isOn, paths]: readonly [string, boolean, readonly string[]]): string {
  const state = isOn ? '<span class="on">on</span>' : '<span class="off">switched off</span>'
  const links = paths.map((path) => `<code>${escapeHtml(path)}</code>`).join('<br>')
  return `<div><dt>${name} ${state}</dt><dd>${links}</dd></div>`
}

interface FirstRequest {
  readonly title: string
  readonly command: string
}

function firstRequests({ address, sitecorePath }: StartPage): FirstRequest[] {
  return [
    {
      title: 'An event, the Sitecore way',
      command: `curl -i '${address}${sitecorePath}/event?sc_apikey=SITECORE_KEY' \\
  -H 'Content-Type: application/json' \\
  -d '[{"pageId":"{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}","url":"/products"},{"goalId":"Register"}]'`,
    },
    {
      title: 'A contact, the Xperience way',
      command: `curl -X POST '${address}/Kentico.Tracking/contacts' \\
  -H 'Authorization: Bearer XPERIENCE_KEY'`,
    },
    {
      title: 'What that contact did',
      command: `curl '${address}/Kentico.Tracking/activities' \\
  -H 'Authorization: Bearer XPERIENCE_KEY' \\
  -H 'Content-Type: application/json' \\
  -d '{"channel":"CHANNEL_ID","contact":"CONTACT_ID","activities":[{"type":"pagevisit","value":"Products","url":"https://www.example.com/products"}]}'`,
    },
    {
      title: 'What is stored',
      command: `curl '${address}/api/v1/activities?limit=5' \\
  -H 'Authorization: Bearer MANAGEMENT_TOKEN'`,
    },
  ]
}

function renderRequest({ title, command }: FirstRequest, index: number): string {
  const code = escapeHtml(command).replaceAll(/\b[A-Z]+_(?:KEY|ID|TOKEN)\b/g, '<mark>$&</mark>')
  const id = `request-${index + 1}`
  return `<li>
<div class="request"><h3>${title}</h3><button type="button" hidden data-copies="${id}" aria-label="Copy: ${title}">Copy</button></div>
<pre><code id="${id}">${code}</code></pre>
</li>`
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
