const UTF8 = new Set(['utf-8', 'utf8'])

/** Whether a Content-Type says JSON in UTF-8: `application/json`, no other charset, whatever other parameters. */
export function isJsonMediaType(header: string | undefined): boolean {
  if (header === undefined) return false
  if (header === 'application/json' || header === 'application/json; charset=utf-8') return true
  const [type = '', ...parameters] = header.toLowerCase().split(';')
  return type.trim() === 'application/json' && parameters.every(agreesWithUtf8)
}

function agreesWithUtf8(parameter: string): boolean {
  const [name = '', value = ''] = parameter.split('=')
  return name.trim() !== 'charset' || UTF8.has(value.trim().replaceAll('"', ''))
}
