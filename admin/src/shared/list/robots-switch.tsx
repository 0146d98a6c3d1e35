import { CheckSwitch } from '../check-switch.tsx'
import { useListTexts } from './list.texts.ts'

/** Whether what robots did is shown, too. People look at people: where the address does not say, it is off. */
export function RobotsSwitch(state: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  const text = useListTexts()
  return <CheckSwitch label={text('robots')} {...state} />
}
