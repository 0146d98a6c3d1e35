import { SAMPLE_PAGE, type SnippetBlock, type SnippetValues } from './values.ts'

/** A page without any package: the request that the official clients send. */
export function writeScript({ address, sitecorePath, sitecoreKey, goal }: SnippetValues): SnippetBlock[] {
  const more = goal === null ? '' : `,\n      { goalId: '${goal}' }`
  const text = `<script>
  fetch('${address}${sitecorePath}/event?sc_apikey=${sitecoreKey}', {
    method: 'POST',
    credentials: 'include',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify([
      { pageId: '${SAMPLE_PAGE}', url: location.pathname + location.search }${more},
    ]),
  })
</script>`
  return [{ place: 'index.html', language: 'html', text }]
}
