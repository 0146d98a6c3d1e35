import type { Verdict } from './live.api.ts'
import classes from './live.module.css'
import { useLiveTexts } from './live.texts.ts'
import { verdictColor, verdictIcons } from './verdicts.ts'

/** A verdict as icon and word, in its colour. */
export function VerdictLabel({ verdict }: { verdict: Verdict }) {
  const text = useLiveTexts()
  const Icon = verdictIcons[verdict]
  return (
    <span
      className={classes.verdict}
      style={{ color: verdictColor(verdict) }}
      data-failed={verdict === 'failed' || undefined}
    >
      <Icon size={16} stroke={2} aria-hidden />
      {text(`verdict_${verdict}`)}
    </span>
  )
}
