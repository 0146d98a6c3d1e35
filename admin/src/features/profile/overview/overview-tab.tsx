import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { PageState } from '../../../shared/page-state.tsx'
import { type Overview, overviewQuery } from '../profile.api.ts'
import { ActivityCalendar } from './activity-calendar.tsx'
import { ConsentsBlock } from './consents-block.tsx'
import { CountsBlock } from './counts-block.tsx'
import { LatestEvents } from './latest-events.tsx'
import classes from './overview.module.css'
import { SourcesBlocks } from './sources-blocks.tsx'
import { TopPages } from './top-pages.tsx'

const route = getRouteApi('/contacts/$id')

export function OverviewTab() {
  const { id } = route.useParams()
  const query = useQuery(overviewQuery(id))
  return <PageState query={query}>{(overview) => <Blocks id={id} overview={overview} />}</PageState>
}

function Blocks({ id, overview }: { id: string; overview: Overview }) {
  return (
    <>
      <div className={classes.blocks}>
        <LatestEvents id={id} overview={overview} />
        <CountsBlock id={id} counts={overview.goals} kind="goal" />
        <TopPages id={id} pages={overview.topPages} />
        <CountsBlock id={id} counts={overview.campaigns} kind="campaign" />
        <ConsentsBlock id={id} consents={overview.consents} />
        <SourcesBlocks overview={overview} />
      </div>
      <ActivityCalendar overview={overview} />
    </>
  )
}
