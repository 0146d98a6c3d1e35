import { CopyButton } from '../../../shared/copy-button.tsx'
import { ExactTime } from '../../../shared/exact-time.tsx'
import { formatNumber } from '../../../shared/format.ts'
import type { Identities } from '../profile.api.ts'
import { type ProfileText, useProfileTexts } from '../profile.texts.ts'
import classes from './section.module.css'
import { Section } from './section.tsx'

export function MergesTable({ identities }: { identities: Identities }) {
  const text = useProfileTexts()
  const { merges, mergeCount } = identities
  return (
    <Section
      title={text('merges')}
      empty={text('mergesEmpty')}
      note={
        mergeCount > merges.length
          ? text('truncated', { shown: merges.length, count: formatNumber(mergeCount) })
          : undefined
      }
      columns={[text('mergedId'), text('mergedInto'), text('mergedAt'), text('mergedBy')]}
      rows={merges.map(({ mergedId, intoId, mergedAt, source }) => ({
        key: mergedId,
        cells: [
          <Id key="merged" id={mergedId} />,
          <Id key="into" id={intoId} />,
          <ExactTime key="at" at={mergedAt} />,
          <bdi key="why">{describeReason(source, text)}</bdi>,
        ],
      }))}
    />
  )
}

function describeReason(source: string | null, text: ProfileText): string {
  if (source === null) return text('unknown')
  return source === 'email' ? text('mergedByEmail') : text('mergedBySource', { source })
}

function Id({ id }: { id: string }) {
  return (
    <span className={classes.id}>
      {id} <CopyButton value={id} name={id} />
    </span>
  )
}
