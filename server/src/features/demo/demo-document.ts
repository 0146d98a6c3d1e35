import type { ProvisioningDocument } from '../../catalogue/provisioning/document.schemas.ts'
import type { Uuid } from '../../domain/ids.ts'

/**
 * What the demo needs set up, in the words of a provisioning file. Every id is its own and stays the same, so that a
 * later run finds what an earlier one has made, also where somebody has renamed it. The channels have no keys: nobody
 * but the demo writes into them (demo_contacts has whose visits those are).
 */
function id(number: number): Uuid {
  return `de300000-0000-4000-8000-${number.toString().padStart(12, '0')}`
}

export const channels = {
  shop: { id: id(1), name: 'Fernhill web shop (demo)', codeName: 'demo-fernhill-shop' },
  app: { id: id(2), name: 'Fernhill Rides app (demo)', codeName: 'demo-fernhill-rides' },
} as const

export const goals = {
  newsletter: { id: id(101), name: 'Newsletter sign-up', points: 10 },
  account: { id: id(102), name: 'Account created', points: 50 },
  contactForm: { id: id(103), name: 'Contact form sent', points: 30 },
  brochure: { id: id(104), name: 'Brochure downloaded', points: 15 },
  testRide: { id: id(105), name: 'Test ride booked', points: 60 },
  sizeFinder: { id: id(106), name: 'Size finder finished', points: 20 },
  quote: { id: id(107), name: 'Quote asked for', points: 80 },
  repair: { id: id(108), name: 'Repair booked', points: 25 },
  firstRide: { id: id(109), name: 'First ride recorded', points: 20 },
  challenge: { id: id(110), name: 'Challenge finished', points: 15 },
} as const

export const events = {
  search: { id: id(201), name: 'Site search', points: 0 },
  download: { id: id(202), name: 'File download', points: 5 },
  addedToCart: { id: id(203), name: 'Added to cart', points: 5 },
  removedFromCart: { id: id(204), name: 'Removed from cart', points: 0 },
  signedIn: { id: id(205), name: 'Signed in', points: 0 },
  signedOut: { id: id(206), name: 'Signed out', points: 0 },
  video: { id: id(207), name: 'Video watched', points: 2 },
  storeFinder: { id: id(208), name: 'Store finder used', points: 5 },
  notFound: { id: id(209), name: 'Page not found', points: 0 },
} as const

export const outcomes = {
  order: { id: id(301), name: 'Order placed', era: 'Customer' },
  repairPaid: { id: id(302), name: 'Repair paid', era: null },
  businessLead: { id: id(303), name: 'Business enquiry', era: 'Prospect' },
  membership: { id: id(304), name: 'Membership bought', era: 'Member' },
} as const

export const campaigns = {
  springNewsletter: { id: id(401), name: 'Newsletter: new season', channel: 'Email newsletter' },
  reminder: { id: id(402), name: 'Newsletter: workshop reminder', channel: 'Email newsletter' },
  searchAds: { id: id(403), name: 'Search ads: e-bikes', channel: 'Paid search' },
  socialAds: { id: id(404), name: 'Social: cargo families', channel: 'Paid social' },
  display: { id: id(405), name: 'Display: city riders', channel: 'Display ads' },
  affiliates: { id: id(406), name: 'Partner: Slow Miles', channel: 'Affiliate' },
  sale: { id: id(407), name: 'Season sale', channel: 'Email newsletter' },
  flyer: { id: id(408), name: 'Flyer at the station', channel: 'QR code' },
} as const

export const activityTypes = {
  ride: { id: id(501), name: 'demo_ride_recorded', displayName: 'Ride recorded' },
  routeSaved: { id: id(502), name: 'demo_route_saved', displayName: 'Route saved' },
  serviceLogged: { id: id(503), name: 'demo_service_logged', displayName: 'Service logged' },
  chat: { id: id(504), name: 'demo_support_chat', displayName: 'Chat with support' },
} as const

export const consents = {
  tracking: { id: id(601), name: 'demo_tracking', displayName: 'Analytics (demo)' },
  newsletter: { id: id(602), name: 'demo_newsletter', displayName: 'Newsletter (demo)' },
} as const

const consentTexts: Record<keyof typeof consents, { readonly shortText: string; readonly fullText: string }> =
  {
    tracking: {
      shortText: '<p>May Fernhill Cycles remember what you do here, to make shop and app better?</p>',
      fullText:
        '<p>If you agree, we store which pages you open and what you do there, with an identifier that stays on your device. You can withdraw at any time under <em>Privacy</em>.</p>',
    },
    newsletter: {
      shortText: '<p>Send me the Fernhill newsletter, about once a month.</p>',
      fullText:
        '<p>If you agree, we use your e-mail address to send you news, offers and reminders for the workshop. Each mail has a link that ends this.</p>',
    },
  }

export function describeDemo(
  language: string,
): Required<
  Pick<
    ProvisioningDocument,
    'channels' | 'goals' | 'events' | 'outcomes' | 'campaigns' | 'activityTypes' | 'consents'
  >
> {
  return {
    channels: Object.values(channels).map((channel) => ({ ...channel, language })),
    goals: Object.values(goals),
    events: Object.values(events),
    outcomes: Object.values(outcomes),
    campaigns: Object.values(campaigns),
    activityTypes: Object.values(activityTypes),
    consents: Object.entries(consents).map(([key, consent]) => ({
      ...consent,
      texts: { [language]: consentTexts[key as keyof typeof consents] },
    })),
  }
}
