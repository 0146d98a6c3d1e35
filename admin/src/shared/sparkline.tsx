import classes from './sparkline.module.css'

const HEIGHT = 20
const STEP = 4

/** A trend in a row: bars, the highest as high as there is room. `label` says it in words. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  const most = Math.max(1, ...values)
  const width = values.length * STEP
  return (
    <svg
      role="img"
      aria-label={label}
      className={classes.spark}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      width={width}
      height={HEIGHT}
      preserveAspectRatio="none"
    >
      {values.map((value, index) => {
        // Whatever there is can be seen, beside nothing.
        const height = value === 0 ? 1 : Math.max(3, (value / most) * HEIGHT)
        return (
          <rect
            key={index}
            x={index * STEP}
            y={HEIGHT - height}
            width={STEP - 1}
            height={height}
            data-none={value === 0 || undefined}
          />
        )
      })}
    </svg>
  )
}
