import { SAMPLE_PAGE, type SnippetBlock, type SnippetValues } from './values.ts'

const PACKAGE = '@sitecore-jss/sitecore-jss-nextjs'

/** JSS 22.4 and newer: the fetcher takes what `fetch` takes. */
export function writeJssNative(values: SnippetValues): SnippetBlock[] {
  return [
    writeInstall('^22.4'),
    writeVariables(values),
    writeModule(
      'NativeDataFetcher',
      "const nativeFetcher = new NativeDataFetcher({ credentials: 'include' })",
      '(url, init) => nativeFetcher.fetch(url, init)',
    ),
    writeUse(values),
  ]
}

/** JSS up to 22.3: Axios, which asks for cookies by itself. */
export function writeJssAxios(values: SnippetValues): SnippetBlock[] {
  return [
    writeInstall('22.3'),
    writeVariables(values),
    writeModule(
      'AxiosDataFetcher',
      'const axiosFetcher = new AxiosDataFetcher()',
      '(url, data) => axiosFetcher.fetch(url, data)',
    ),
    writeUse(values),
  ]
}

/** With the version: npm on an older Node takes an older one by itself, which another fetcher belongs to. */
function writeInstall(version: string): SnippetBlock {
  return { place: null, language: 'sh', text: `npm install ${PACKAGE}@${version}` }
}

function writeVariables({ address, sitecoreKey }: SnippetValues): SnippetBlock {
  const text = `NEXT_PUBLIC_TRACKING_HOST=${address}\nNEXT_PUBLIC_SITECORE_API_KEY=${sitecoreKey}`
  return { place: '.env.local', language: 'sh', text }
}

function writeModule(fetcher: string, construction: string, call: string): SnippetBlock {
  const text = `import { ${fetcher}, trackingApi } from '${PACKAGE}'

${construction}

export const trackEvent = (events) =>
  trackingApi.trackEvent(events, {
    host: process.env.NEXT_PUBLIC_TRACKING_HOST,
    querystringParams: { sc_apikey: process.env.NEXT_PUBLIC_SITECORE_API_KEY },
    fetcher: ${call},
  })`
  return { place: 'src/lib/track-event.js', language: 'js', text }
}

function writeUse({ goal }: SnippetValues): SnippetBlock {
  const more = goal === null ? '' : `, { goalId: '${goal}' }`
  const text = `trackEvent([{ pageId: '${SAMPLE_PAGE}', url: location.pathname }${more}])`
  return { place: 'useEffect', language: 'js', text }
}
