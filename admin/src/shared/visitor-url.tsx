import { Anchor } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { shortenForeignUrl, shortenUrl } from './shorten-url.ts'
import { isWebAddress } from './web-address.ts'

/**
 * An address that a visitor sent: a link only where it leads to the web, whatever it says otherwise is text. Without a
 * host it is read as a path of nobody knows which site. What is short has no host, but of pages elsewhere.
 */
export function VisitorUrl({
  url,
  isShort = false,
  isForeign = false,
}: {
  url: string
  isShort?: boolean
  isForeign?: boolean
}) {
  const shown = isShort ? (isForeign ? shortenForeignUrl(url) : shortenUrl(url)) : url
  if (!isWebAddress(url)) return <bdi title={url}>{shown}</bdi>
  return (
    <Anchor href={url} target="_blank" rel="noopener noreferrer nofollow" title={url} inherit>
      <bdi>{shown}</bdi>
      <IconExternalLink size={12} aria-hidden style={{ marginInlineStart: 3 }} />
    </Anchor>
  )
}
