import { ActionIcon, Button, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { copyText } from './copy-text.ts'
import { useSharedTexts } from './shared.texts.ts'

const TICK_MS = 1_500

/** `name` says what is copied, for those who do not see what stands beside it. `label` makes it a button with words. */
export function CopyButton({ value, name, label }: { value: string; name: string; label?: string }) {
  const text = useSharedTexts()
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setIsCopied(false), TICK_MS)
    return () => clearTimeout(timer)
  }, [isCopied])

  const Icon = isCopied ? IconCheck : IconCopy
  const copy = async () => setIsCopied(await copyText(value))
  const announcement = <VisuallyHidden role="status">{isCopied ? text('copied') : ''}</VisuallyHidden>
  if (label !== undefined)
    return (
      <>
        <Button variant="default" size="xs" leftSection={<Icon size={16} aria-hidden />} onClick={copy}>
          {isCopied ? text('copied') : label}
        </Button>
        {announcement}
      </>
    )
  return (
    <>
      <Tooltip label={text(isCopied ? 'copied' : 'copy')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          onClick={copy}
          aria-label={text('copyName', { name })}
        >
          <Icon size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {announcement}
    </>
  )
}
