import { Tooltip } from '@mantine/core'
import { type Kind, kindColor, kindIcons } from './kinds.ts'
import { useSharedTexts } from './shared.texts.ts'

/** The icon of a kind in its colour. Alone it says its name; beside the word (`isBeside`) it is decoration. */
export function KindIcon({
  kind,
  size = 18,
  isBeside = false,
}: {
  kind: Kind
  size?: number
  isBeside?: boolean
}) {
  const text = useSharedTexts()
  const Icon = kindIcons[kind]
  if (isBeside) return <Icon size={size} stroke={1.8} color={kindColor(kind)} aria-hidden />
  return (
    <Tooltip label={text(`kind_${kind}`)}>
      <Icon size={size} stroke={1.8} color={kindColor(kind)} role="img" aria-label={text(`kind_${kind}`)} />
    </Tooltip>
  )
}
