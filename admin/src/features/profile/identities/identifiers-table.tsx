import { Badge } from '@mantine/core'
import { CopyButton } from '../../../shared/copy-button.tsx'
import { ExactTime } from '../../../shared/exact-time.tsx'
import type { Identities } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'
import { Section } from './section.tsx'

export function IdentifiersTable({ identities }: { identities: Identities }) {
  const text = useProfileTexts()
  return (
    <Section
      title={text('identifiers')}
      empty={text('identifiersEmpty')}
      columns={[text('source'), text('identifier'), text('type'), text('identifiedAt')]}
      rows={identities.identifiers.map(({ source, identifier, type, identifiedAt }) => ({
        key: `${source}\n${identifier}`,
        cells: [
          <bdi key="source">{source}</bdi>,
          <span key="identifier">
            <bdi>{identifier}</bdi> <CopyButton value={identifier} name={identifier} />
          </span>,
          <Badge key="type" variant="default" size="sm" tt="none" fw={500}>
            {text(`type_${type}`)}
          </Badge>,
          identifiedAt === null ? text('none') : <ExactTime key="at" at={identifiedAt} />,
        ],
      }))}
    />
  )
}
