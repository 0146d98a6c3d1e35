import classes from './words.module.css'

/**
 * A text in a cell: cut where it does not fit, whole on hover. What visitors sent may be written from right to left, and
 * turns nothing around that stands beside it. A dash where there is none.
 */
export function Words({ value }: { value: string | null | undefined }) {
  if (value === null || value === undefined || value === '')
    return (
      <span className={classes.none} aria-hidden>
        {'–'}
      </span>
    )
  return (
    <bdi title={value} className={classes.words}>
      {value}
    </bdi>
  )
}
