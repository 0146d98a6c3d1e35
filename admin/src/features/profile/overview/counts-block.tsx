import { Link } from '@tanstack/react-router'
import { KindIcon } from '../../../shared/kind-icon.tsx'
import { TimeAgo } from '../../../shared/time-ago.tsx'
import type { DefinitionCount } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'
import { Block } from './block.tsx'
import classes from './overview.module.css'

const shown = 8
const words = {
  goal: { title: 'goalsReached', empty: 'goalsEmpty' },
  campaign: { title: 'recentCampaigns', empty: 'campaignsEmpty' },
} as const

/** How often each was reached, and when last. Each leads to the activities that it counts. */
export function CountsBlock({
  id,
  counts,
  kind,
}: {
  id: string
  counts: readonly DefinitionCount[]
  kind: keyof typeof words
}) {
  const text = useProfileTexts()
  return (
    <Block
      title={text(words[kind].title)}
      isEmpty={counts.length === 0}
      empty={text(words[kind].empty)}
      link={{ to: '/contacts/$id/activity', params: { id }, search: { kind } }}
    >
      <ul className={classes.list}>
        {counts.slice(0, shown).map((count) => (
          <li key={count.definitionId} className={classes.item}>
            <KindIcon kind={kind} />
            <Link
              to="/contacts/$id/activity"
              params={{ id }}
              search={{ kind, type: count.definitionId }}
              resetScroll={false}
              className={classes.name}
            >
              <bdi className={classes.clamped}>{count.displayName}</bdi>
            </Link>
            <span className={classes.aside}>
              {text('times', { count: count.count })} {'·'} <TimeAgo at={count.lastAt} />
            </span>
          </li>
        ))}
      </ul>
    </Block>
  )
}
