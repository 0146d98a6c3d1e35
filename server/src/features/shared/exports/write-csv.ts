/** Excel takes a file without it for one of its own old character set. */
export const byteOrderMark = '\uFEFF'

/** One row of a CSV file (RFC 4180), with the end of its line. */
export function writeCsvRow(values: readonly unknown[]): string {
  return `${values.map(writeCell).join(',')}\r\n`
}

function writeCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return quote(neutralise(typeof value === 'string' ? value : JSON.stringify(value)))
}

/**
 * What a spreadsheet would calculate is shown instead: text that visitors sent must not run on somebody's desk. Some forget
 * blanks at the beginning, and take the wide signs of East Asian typing for the plain ones.
 */
function neutralise(text: string): string {
  return /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/.test(text) ? `'${text}` : text
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
