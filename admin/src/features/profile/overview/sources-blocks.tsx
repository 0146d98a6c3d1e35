import { Badge } from '@mantine/core'
import { TimeAgo } from '../../../shared/time-ago.tsx'
import type { Overview } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'
import { Block } from './block.tsx'
import classes from './overview.module.css'

/** By which ways somebody came, and what they searched for: blocks of their own, since they answer two questions. */
export function SourcesBlocks({ overview: { sources, keywords } }: { overview: Overview }) {
  const text = useProfileTexts()
  const most = Math.max(1, ...sources.map(({ visits }) => visits))
  return (
    <>
      <Block title={text('channels')} isEmpty={sources.length === 0} empty={text('channelsEmpty')}>
        <ul className={classes.list}>
          {sources.map(({ trafficChannel, visits, lastAt }) => (
            <li
              key={trafficChannel}
              className={`${classes.item} ${classes.bar}`}
              style={{ '--share': visits / most } as React.CSSProperties}
            >
              <bdi className={classes.name}>{trafficChannel}</bdi>
              <span className={classes.aside}>
                {text('visitCount', { count: visits })} {'·'} <TimeAgo at={lastAt} />
              </span>
            </li>
          ))}
        </ul>
      </Block>
      {keywords.length > 0 && (
        <Block title={text('keywords')} isEmpty={false} empty="">
          <ul className={classes.list}>
            {keywords.map(({ keyword, origin, count, lastAt }) => (
              <li key={`${origin} ${keyword}`} className={classes.item}>
                <bdi className={classes.name}>{keyword}</bdi>
                <Badge variant="default" size="sm" tt="none" fw={500}>
                  {text(`keyword_${origin}`)}
                </Badge>
                <span className={classes.aside}>
                  {text('times', { count })} {'·'} <TimeAgo at={lastAt} />
                </span>
              </li>
            ))}
          </ul>
        </Block>
      )}
    </>
  )
}
