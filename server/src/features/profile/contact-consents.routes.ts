import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { readConsentTexts } from '../../catalogue/consents/consent-texts.ts'
import { type Catalogue, roles } from '../../catalogue/snapshot.ts'
import { parseGuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { findContactFamily } from '../shared/contact-family.queries.ts'
import { contactNotFound, contactPathSchema, readContactId } from '../shared/contact-path.ts'
import { Problem } from '../shared/problem.ts'
import { snapshotFor } from '../shared/snapshot-for.ts'
import { listVersions, versionOf } from './consent-versions.ts'
import { findTexts, readConsents, readStatements } from './consents.queries.ts'
import { ConsentTextSchema, type ConsentTextVersion, ContactConsentsSchema } from './consents.schemas.ts'
import { toContactConsents } from './to-contact-consents.ts'

/** What a contact agreed to, and the texts of consents as they were at any time. */
export function registerContactConsentRoutes(
  app: FastifyInstance,
  { queries, catalogue }: { queries: Queries; catalogue: Catalogue },
): void {
  app.get(
    '/contacts/:id/consents',
    {
      config: { roles },
      schema: {
        tags: ['Contacts'],
        operationId: 'listContactConsents',
        summary: 'List what a contact agreed to',
        description:
          'Every consent, with what the contact said of it and which version of its text was in force.',
        params: contactPathSchema,
        response: { 200: ContactConsentsSchema },
      },
    },
    async (request) => {
      const contact = await findContactFamily(queries, readContactId(request))
      if (contact === null) throw contactNotFound()
      const [consents, statements] = await Promise.all([
        readConsents(queries),
        readStatements(queries, contact.ids, statementsPerConsent),
      ])
      const snapshot = await snapshotFor(catalogue, statements)
      return { contactId: contact.contactId, items: toContactConsents(consents, statements, snapshot) }
    },
  )

  app.get(
    '/consents/:id/versions/:version',
    {
      config: { roles },
      schema: {
        tags: ['Consents'],
        operationId: 'getConsentVersion',
        summary: 'Get a text of a consent',
        description: 'In all languages, as it was in force when contacts agreed to it.',
        params: versionPathSchema,
        response: { 200: ConsentTextSchema },
      },
    },
    async (request): Promise<ConsentTextVersion> => {
      const { id, version } = request.params as { id: string; version: string }
      const guid = parseGuid(id)
      const consent = (await readConsents(queries)).find((one) => one.guid === guid)
      const hash =
        consent && /^\d{1,9}$/.test(version) ? listVersions(consent)[Number(version) - 1] : undefined
      const texts =
        consent === undefined || hash === undefined ? null : await findTexts(queries, consent.id, hash)
      if (consent === undefined || hash === undefined || texts === null) {
        throw new Problem(
          'consent_not_found',
          'There is no consent with this id, or no such version of its text.',
        )
      }
      return {
        consentId: consent.guid,
        displayName: consent.display_name,
        version: versionOf(consent, hash),
        isCurrent: hash === consent.hash,
        texts: Object.entries(readConsentTexts(texts)).map(([language, text]) => ({ language, ...text })),
      }
    },
  )
}

const statementsPerConsent = 20

const versionPathSchema = Type.Object({
  id: Type.String({ description: 'The consent’s GUID in any notation.' }),
  version: Type.String({ description: 'Counted from 1.', examples: ['1'] }),
})
