/** Where the samples of JSS run while they are developed. */
export const LOCAL_ORIGIN = 'http://localhost:3000'

/** The origin of an address that somebody typed, with or without its scheme; null for what is none. */
export function originOf(address: string): string | null {
  const text = address.trim()
  if (text === '' || /\s/.test(text)) return null
  const url = URL.parse(text.includes('://') ? text : `https://${text}`)
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return null
  return url.origin
}
