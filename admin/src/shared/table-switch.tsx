import { ActionIcon, Tooltip } from '@mantine/core'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { useSharedTexts } from './shared.texts.ts'

/** Shows what a picture shows as a table, and back; `title` is that of the picture. */
export function TableSwitch({
  title,
  isTable,
  onChange,
}: {
  title: string
  isTable: boolean
  onChange: (isTable: boolean) => void
}) {
  const text = useSharedTexts()
  return (
    <Tooltip label={text(isTable ? 'asPicture' : 'asTable')} withinPortal={false}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={text(isTable ? 'asPictureOf' : 'asTableOf', { title })}
        onClick={() => onChange(!isTable)}
      >
        {isTable ? <IconChartBar size={17} aria-hidden /> : <IconTable size={17} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  )
}
