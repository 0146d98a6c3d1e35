import { Skeleton } from '@mantine/core'
import classes from './overview.module.css'

const TILES = 6

/** The layout to come. */
export function OverviewSkeleton() {
  return (
    <div className={classes.figures}>
      <div className={classes.tiles}>
        {Array.from({ length: TILES }, (_, tile) => (
          <Skeleton key={tile} height={96} />
        ))}
      </div>
      <ChartSkeletons />
    </div>
  )
}

export function ChartSkeletons() {
  return (
    <div className={classes.charts}>
      <Skeleton height={420} />
      <Skeleton height={300} />
      <Skeleton height={300} />
    </div>
  )
}
