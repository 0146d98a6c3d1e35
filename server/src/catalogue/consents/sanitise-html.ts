import type { IOptions } from 'sanitize-html'

/** What a rich-text editor makes, and nothing that runs, loads or looks like a part of the page around it. */
const rules: IOptions = {
  allowedTags: [
    ...['p', 'br', 'span', 'blockquote', 'ul', 'ol', 'li', 'a'],
    ...['strong', 'em', 'b', 'i', 'u', 's'],
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
  ],
  allowedAttributes: { a: ['href', 'rel', 'target'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  transformTags: {
    // A page that is opened from here may neither steer this one nor learn its address.
    a: (tagName, { target, ...attribs }) => ({
      tagName,
      attribs: { ...attribs, ...(target === '_blank' && { target }), rel: 'noopener noreferrer' },
    }),
  },
}

/** Takes everything out of a piece of HTML that could harm the page that shows it. */
export async function sanitiseHtml(html: string): Promise<string> {
  // Only now: most starts change no text, and this import alone takes some 30 ms.
  const { default: sanitize } = await import('sanitize-html')
  return sanitize(html, rules)
}
