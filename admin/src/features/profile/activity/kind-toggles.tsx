import { formatNumber } from '../../../shared/format.ts'
import { KindIcon } from '../../../shared/kind-icon.tsx'
import { activityKinds } from '../../../shared/kinds.ts'
import { useSharedTexts } from '../../../shared/shared.texts.ts'
import { useProfileTexts } from '../profile.texts.ts'
import { type KindChoice, toggleKind } from './choose-kinds.ts'
import classes from './kind-toggles.module.css'

/** A button for each kind that there is, with how many there are of it under the other filters. */
export function KindToggles({
  choice,
  counts,
  onChange,
}: {
  choice: KindChoice
  counts: Readonly<Record<string, number>> | undefined
  onChange: (choice: KindChoice) => void
}) {
  const text = useProfileTexts()
  const shared = useSharedTexts()
  return (
    <fieldset className={classes.kinds} aria-label={text('kindsLabel')}>
      {activityKinds
        .filter((kind) => counts === undefined || choice.kinds.includes(kind) || (counts[kind] ?? 0) > 0)
        .map((kind) => {
          const name = shared(`kind_${kind}`)
          const count = counts === undefined ? '' : formatNumber(counts[kind] ?? 0)
          return (
            <button
              key={kind}
              type="button"
              className={classes.kind}
              aria-pressed={choice.kinds.includes(kind)}
              onClick={() => onChange(toggleKind(choice, kind))}
            >
              <KindIcon kind={kind} size={15} isBeside />
              <span>{name}</span> <span className={classes.count}>{count}</span>
            </button>
          )
        })}
    </fieldset>
  )
}
