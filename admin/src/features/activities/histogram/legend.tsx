import { UnstyledButton } from '@mantine/core'
import { formatNumber } from '../../../shared/format.ts'
import { KindIcon } from '../../../shared/kind-icon.tsx'
import { useSharedTexts } from '../../../shared/shared.texts.ts'
import type { ActivityHistogram } from '../activities.api.ts'
import { useActivityTexts } from '../activities.texts.ts'
import classes from './histogram.module.css'
import { sumKinds } from './sum-counts.ts'

/** The kinds of the picture with how many of each; a click shows only these. */
export function Legend({
  histogram,
  onKind,
}: {
  histogram: ActivityHistogram
  onKind: (kind: string) => void
}) {
  const text = useActivityTexts()
  const shared = useSharedTexts()
  return (
    <ul className={classes.legend}>
      {sumKinds(histogram).map(([kind, count]) => {
        const name = shared(`kind_${kind}`)
        return (
          <li key={kind}>
            <UnstyledButton
              className={classes.kind}
              onClick={() => onKind(kind)}
              title={text('filterBy', { name: text('kind'), value: name })}
            >
              <KindIcon kind={kind} size={14} isBeside />
              {name} <strong>{formatNumber(count)}</strong>
            </UnstyledButton>
          </li>
        )
      })}
    </ul>
  )
}
