import { consentPathBeside } from '../../platform/consent-path.ts'
import { type FirstRequest, listFirstRequests } from './first-requests.ts'
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
    [
      'Sitecore tracking',
      page.isSitecoreOn,
      [
        `${page.sitecorePath}/event`,
        `${page.sitecorePath}/flush`,
        `${consentPathBeside(page.sitecorePath)}/*`,
      ],
    ],
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
<p>Put your own values where it says <mark>A_NAME_LIKE_THIS</mark>. The first start printed them under these names; where
it had a provisioning file it printed none, and they are those of the file. The definitions of the samples, such as the
goal <code>Register</code>, exist only if the file has them.</p>
<ol>
${listFirstRequests({ ...page, ...placeholders })
  .map(renderRequest)
  .join('\n')}
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

/** What a reader replaces, named as the first start labels it. */
const placeholders = {
  sitecoreKey: 'SITECORE_KEY',
  xperienceKey: 'XPERIENCE_KEY',
  channelId: 'CHANNEL_ID',
  managementToken: 'MANAGEMENT_TOKEN',
}
const anyPlaceholder = new RegExp(Object.values(placeholders).join('|'), 'g')

function renderRequest({ title, note, command }: FirstRequest, index: number): string {
  const code = escapeHtml(command).replaceAll(anyPlaceholder, '<mark>$&</mark>')
  const id = `request-${index + 1}`
  return `<li>
<div class="request"><h3>${index + 1}. ${title}</h3><button type="button" hidden data-copies="${id}" aria-label="Copy: ${title}">Copy</button></div>
${note === undefined ? '' : `<p>${escapeHtml(note)}</p>`}
<pre tabindex="0" role="region" aria-label="Commands: ${title}"><code id="${id}">${code}</code></pre>
</li>`
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
