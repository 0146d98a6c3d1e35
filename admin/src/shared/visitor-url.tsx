import { Anchor } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { shortenUrl } from './shorten-url.ts'
import { isWebAddress } from './web-address.ts'

/**
 * An address that a visitor sent: a link only where it leads to the web, whatever it says otherwise is text. Without a
 * host it is read as a path of nobody knows which site.
 */
export function VisitorUrl({ url, isShort = false }: { url: string; isShort?: boolean }) {
  const shown = isShort ? shortenUrl(url) : url
  if (!isWebAddress(url)) return <bdi title={url}>{shown}</bdi>
  return (
    <Anchor href={url} target="_blank" rel="noopener noreferrer nofollow" title={url} inherit>
      <bdi>{shown}</bdi>
      <IconExternalLink size={12} aria-hidden style={{ marginInlineStart: 3 }} />
    </Anchor>
  )
}
