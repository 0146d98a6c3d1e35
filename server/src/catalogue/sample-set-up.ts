import { randomBytes } from 'node:crypto'
import { newId } from '../domain/ids.ts'
import type { CatalogueTransaction } from './change-catalogue.ts'
import type { ProvisioningDocument } from './provisioning/document.schemas.ts'
import { markSetUp, provision } from './provisioning/provision.ts'
import { generateSecret } from './secrets.ts'
import type { FirstStart } from './set-up-installation.ts'

/** What `npm start` needs for first requests on both tracking APIs, with secrets of its own. */
export async function createSampleSetUp(transaction: CatalogueTransaction, at: Date): Promise<FirstStart> {
  const firstStart: FirstStart = {
    administrator: { email: 'admin@localhost', password: randomBytes(16).toString('hex') },
    channel: { name: 'Sample app', id: newId(at.getTime()) },
    // Public, and yet random: nobody else's pages may guess it.
    sitecoreKey: crypto.randomUUID(),
    trackingKey: generateSecret('wm_track_'),
    token: generateSecret('wm_token_'),
  }
  await provision(transaction, describeSample(firstStart), at)
  await markSetUp(transaction, at)
  return firstStart
}

/**
 * Apps in development, on the ports of the JSS samples (Next, React and Vue; Angular) and of Vite. Not `*`: replies
 * carry credentials, so any page on the internet could then send events as the visitor who looks at it.
 */
const developmentOrigins = 'http://localhost:3000;http://localhost:4200;http://localhost:5173'

function describeSample(firstStart: FirstStart): ProvisioningDocument {
  const { administrator, channel, sitecoreKey, trackingKey, token } = firstStart
  return {
    languages: [{ code: 'en', name: 'English', default: true }],
    channels: [
      {
        ...channel,
        codeName: 'sample-app',
        language: 'en',
        apiKeys: [
          { name: 'sitecore', access: 'sitecore', secret: sitecoreKey, corsOrigins: developmentOrigins },
          { name: 'xperience', access: 'tracking', secret: trackingKey },
        ],
      },
    ],
    ...defaultDefinitions,
    activityTypes: [{ name: 'custom_loan_calculator', displayName: 'Loan calculator usage' }],
    consents: [{ name: 'TrackingConsent', displayName: 'Tracking', texts: { en: trackingConsentText } }],
    users: [{ ...administrator, role: 'admin' }],
    tokens: [{ name: 'sample', secret: token, role: 'admin' }],
  }
}

/**
 * Those that the samples of the JSS SDK send, so that their first batch is accepted, and the page event whose id
 * Sitecore's own code knows (docs/spec/sitecore.md §2.2).
 */
const defaultDefinitions: ProvisioningDocument = {
  events: [{ name: 'Download' }, { id: '66722f52-2d13-4dcc-90fc-ea7117cf2298', name: 'Login' }],
  goals: [
    { name: 'Instant Demo', points: 10 },
    { name: 'Register', points: 50 },
  ],
  outcomes: [{ name: 'Opportunity' }, { name: 'Marketing Lead' }],
}

const trackingConsentText = {
  shortText: '<p>May we remember what you do here, so that we can make this app better for you?</p>',
  fullText: [
    '<p>If you agree, we store which pages you open and which actions you take in this app, together with an ',
    'identifier that this app keeps on your device. If you give us contact details, such as your e-mail address, we ',
    'store them with it.</p>',
    '<p>We use this information to understand how the app is used, to improve it and to offer you what fits your ',
    'interests. We do not sell it.</p>',
    '<p>You can withdraw your consent at any time in the settings of this app. What you did before that is not ',
    'affected, and you can ask us to erase it.</p>',
  ].join(''),
}
