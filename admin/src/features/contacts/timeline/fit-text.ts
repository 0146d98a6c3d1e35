/** As much of a text as fits, at 12 pixels of the system's font: an estimate on the safe side. */
const PIXELS_PER_CHARACTER = 6.8

export function fitText(text: string, pixels: number): string {
  const room = Math.floor(pixels / PIXELS_PER_CHARACTER)
  const characters = [...text]
  if (characters.length <= room) return text
  return room < 3
    ? ''
    : `${characters
        .slice(0, room - 1)
        .join('')
        .trimEnd()}…`
}
