import { VisitorUrl } from '../../../shared/visitor-url.tsx'
import type { Overview } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'
import { Block } from './block.tsx'
import classes from './overview.module.css'

export function TopPages({ id, pages }: { id: string; pages: Overview['topPages'] }) {
  const text = useProfileTexts()
  const most = Math.max(1, ...pages.map(({ views }) => views))
  return (
    <Block
      title={text('topPages')}
      isEmpty={pages.length === 0}
      empty={text('topPagesEmpty')}
      link={{ to: '/contacts/$id/activity', params: { id }, search: { kind: 'pageView' } }}
    >
      <ul className={classes.list}>
        {pages.map(({ url, views }) => (
          <li
            key={url}
            className={`${classes.item} ${classes.bar}`}
            style={{ '--share': views / most } as React.CSSProperties}
          >
            <span className={classes.name}>
              <VisitorUrl url={url} isShort />
            </span>
            <span className={classes.aside}>{text('views', { count: views })}</span>
          </li>
        ))}
      </ul>
    </Block>
  )
}
