import type { Snapshot } from '../../catalogue/snapshot.ts'
import { versionOf } from './consent-versions.ts'
import type { ConsentRow, StatementRow } from './consents.queries.ts'
import type { ContactConsent } from './consents.schemas.ts'

/** Every consent with what a contact said of it, newest first; those of which it never spoke at the end. */
export function toContactConsents(
  consents: readonly ConsentRow[],
  statements: readonly StatementRow[],
  snapshot: Snapshot,
): ContactConsent[] {
  const said = Map.groupBy(statements, (statement) => statement.consent_id)
  const spokenOf = [...said.keys()].flatMap((id) => consents.find((consent) => consent.id === id) ?? [])
  const others = consents.filter((consent) => !said.has(consent.id))
  return [...spokenOf, ...others].map((consent) =>
    toContactConsent(consent, said.get(consent.id) ?? [], snapshot),
  )
}

function toContactConsent(
  consent: ConsentRow,
  statements: readonly StatementRow[],
  snapshot: Snapshot,
): ContactConsent {
  const [last] = statements
  const guidOf = (channelId: number) => snapshot.channelById(channelId)?.guid ?? null
  return {
    consentId: consent.guid,
    name: consent.name,
    displayName: consent.display_name,
    state: last === undefined ? 'never' : last.agreed ? 'agreed' : 'revoked',
    at: last?.at.toISOString() ?? null,
    channelId: last === undefined ? null : guidOf(last.channel_id),
    version: versionOf(consent, last?.consent_hash ?? consent.hash),
    currentVersion: versionOf(consent, consent.hash),
    languages: [...consent.languages],
    statements: statements.map(({ agreed, at, channel_id, consent_hash }) => ({
      agreed,
      at: at.toISOString(),
      channelId: guidOf(channel_id),
      version: versionOf(consent, consent_hash),
    })),
    statementCount: last?.count ?? 0,
  }
}
