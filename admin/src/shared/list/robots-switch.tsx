import { Checkbox } from '@mantine/core'
import { useListTexts } from './list.texts.ts'

/** Whether what robots did is shown, too. People look at people: where the address does not say, it is off. */
export function RobotsSwitch({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  const text = useListTexts()
  return (
    <Checkbox
      size="xs"
      label={text('robots')}
      checked={isOn}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
