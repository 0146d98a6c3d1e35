import classes from './check-switch.module.css'

/** One thing that is on or off, in a bar over a list or a report: the browser’s own box, for that is all there is to it. */
export function CheckSwitch({
  label,
  isOn,
  onChange,
}: {
  label: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}) {
  return (
    <label className={classes.root}>
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => onChange(event.currentTarget.checked)}
        className={classes.box}
      />
      {label}
    </label>
  )
}
