/** At 12 pixels of the system's font: an estimate on the safe side. */
const PIXELS_PER_CHARACTER = 6.6

/** As many whole words as fit, with an ellipsis for those left out; nothing where not even the first one does. */
export function fitText(text: string, pixels: number): string {
  const room = Math.floor(pixels / PIXELS_PER_CHARACTER)
  if ([...text].length <= room) return text
  const words = text.split(' ')
  while (words.length > 1) {
    words.pop()
    const shown = `${words.join(' ')}…`
    if ([...shown].length <= room) return shown
  }
  return ''
}
