import classes from './journey.module.css'
import { useJourneyTexts } from './journey.texts.ts'
import { markLanes } from './lay-out.ts'
import { middleOf, VISIT_BASE } from './mark-shape.tsx'

/** What each lane of the picture shows, at its left. */
export function LaneNames() {
  const text = useJourneyTexts()
  return (['era', ...markLanes] as const).map((lane) => (
    <text
      key={lane}
      x={0}
      y={lane === 'visit' ? VISIT_BASE - 8 : middleOf(lane)}
      className={classes.laneName}
    >
      {text(`lane_${lane}`)}
    </text>
  ))
}
