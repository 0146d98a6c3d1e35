import { KindIcon } from '../../../shared/kind-icon.tsx'
import { TimeAgo } from '../../../shared/time-ago.tsx'
import type { Overview } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'
import { Block } from './block.tsx'
import classes from './overview.module.css'

export function ConsentsBlock({ id, consents }: { id: string; consents: Overview['consents'] }) {
  const text = useProfileTexts()
  return (
    <Block
      title={text('consentsInForce')}
      isEmpty={consents.length === 0}
      empty={text('consentsEmpty')}
      link={{ to: '/contacts/$id/consents', params: { id } }}
    >
      <ul className={classes.list}>
        {consents.map(({ consentId, displayName, agreedAt }) => (
          <li key={consentId} className={classes.item}>
            <KindIcon kind="consent" isBeside />
            <bdi className={classes.name}>{displayName}</bdi>
            <span className={classes.aside}>
              <TimeAgo at={agreedAt} />
            </span>
          </li>
        ))}
      </ul>
    </Block>
  )
}
