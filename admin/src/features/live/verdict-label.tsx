import type { LiveRequest, Verdict } from './live.api.ts'
import classes from './live.module.css'
import { useLiveTexts } from './live.texts.ts'
import { isStoredRobot, verdictColor, verdictIcons } from './verdicts.ts'

/** A verdict as icon and word, in its colour. */
export function VerdictLabel({ verdict }: { verdict: Verdict }) {
  const text = useLiveTexts()
  return <Label verdict={verdict} word={text(`verdict_${verdict}`)} />
}

/** What became of a request. What came from a robot was stored like all else, and says so. */
export function RequestVerdict({ request }: { request: Pick<LiveRequest, 'verdict' | 'code'> }) {
  const text = useLiveTexts()
  const { verdict } = request
  if (verdict !== 'filtered') return <VerdictLabel verdict={verdict} />
  if (!isStoredRobot(request)) return <Label verdict={verdict} word={text('verdictDropped')} />
  return (
    <span title={text('said_robot')}>
      <Label verdict={verdict} word={text('verdictRobot')} />
    </span>
  )
}

function Label({ verdict, word }: { verdict: Verdict; word: string }) {
  const Icon = verdictIcons[verdict]
  return (
    <span
      className={classes.verdict}
      style={{ color: verdictColor(verdict) }}
      data-failed={verdict === 'failed' || undefined}
    >
      <Icon size={16} stroke={2} aria-hidden />
      {word}
    </span>
  )
}
