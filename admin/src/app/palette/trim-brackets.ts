/** A GUID that was copied with half of its braces is one all the same. */
export function trimBrackets(text: string): string {
  const bare = text.trim().replace(/^[{(]|[)}]$/g, '')
  return /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i.test(bare) ? bare : text.trim()
}
