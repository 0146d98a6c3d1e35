/**
 * What the referrer of a visit says about how the visitor came. Visits keep the place of it in this list
 * (visits.referrer_channel), so the order stays: what is new goes to the end.
 */
export const referrerChannels = ['Direct', 'Organic search', 'Social', 'Referral'] as const
export type ReferrerChannel = (typeof referrerChannels)[number]

/**
 * How a visitor came: by the traffic channel of the campaign that brought the visit, in the words of whoever set it up,
 * else by what the referrer says (docs/spec/waymark.md §6.5). Asked when it is read, so that a campaign that gets
 * another channel takes its visits along.
 */
export function trafficChannelOf(
  campaign: { readonly trafficChannel: string | null } | undefined,
  referrerChannel: ReferrerChannel,
): string {
  return campaign?.trafficChannel ?? referrerChannel
}

/**
 * Judges a referrer by its host: none, or the host of the landing page itself, is direct. What cannot be read as an
 * address names nobody, and is direct too.
 */
export function judgeReferrer(referrer: string | null, landingUrl: string | null): ReferrerChannel {
  const host = hostOf(referrer)
  if (host === null || host === hostOf(landingUrl)) return 'Direct'
  if (searchEngine.test(host)) return 'Organic search'
  if (socialNetwork.test(host)) return 'Social'
  return 'Referral'
}

/** With or without `www.` it is the same site. Addresses are compared as text: a referrer is hostile input, and asked for
 * on the way of every visit. */
function hostOf(url: string | null): string | null {
  const host = url === null ? undefined : /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:]+)/i.exec(url)?.[1]
  return host === undefined ? null : host.toLowerCase().replace(/^www\./, '')
}

/** Their result pages: a mail that was opened in a browser comes from another host of the same company. */
const searchEngine = new RegExp(
  `^(?:${[
    String.raw`(?:m\.|images\.|news\.)?google\.(?:com?\.)?[a-z]{2,3}`,
    String.raw`(?:cn\.)?bing\.com`,
    String.raw`(?:[a-z0-9-]+\.)*search\.yahoo\.(?:com|co\.jp)`,
    String.raw`(?:m\.)?baidu\.com|(?:m\.)?yandex\.[a-z]{2,3}|ya\.ru|(?:m\.)?search\.naver\.com|(?:m\.)?sogou\.com`,
    String.raw`(?:html\.)?duckduckgo\.com|ecosia\.org|qwant\.com|startpage\.com|search\.brave\.com|kagi\.com`,
    String.raw`search\.seznam\.cz|swisscows\.com|mojeek\.com|metager\.(?:de|org)|ask\.com|search\.aol\.com`,
    String.raw`com\.google\.android\.googlequicksearchbox`,
  ].join('|')})$`,
)

const socialNetwork = new RegExp(
  String.raw`(?:^|\.)(?:${[
    String.raw`facebook\.com|fb\.me|instagram\.com|threads\.(?:net|com)|twitter\.com|x\.com|t\.co|linkedin\.com|lnkd\.in`,
    String.raw`youtube\.com|youtu\.be|pinterest\.[a-z.]{2,6}|pin\.it|reddit\.com|redd\.it|tiktok\.com|snapchat\.com`,
    String.raw`bsky\.app|mastodon\.social|whatsapp\.com|wa\.me|telegram\.(?:org|me)|t\.me|vk\.com|ok\.ru|weibo\.(?:com|cn)`,
    String.raw`tumblr\.com|quora\.com|xing\.com|discord\.com|twitch\.tv|news\.ycombinator\.com`,
  ].join('|')})$`,
)
