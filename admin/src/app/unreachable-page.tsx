import { Button, Center } from '@mantine/core'
import { Notice } from '../shared/notice.tsx'
import { useShellTexts } from './shell.texts.ts'

export function UnreachablePage({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const text = useShellTexts()
  return (
    <Center mih="100vh" p="md">
      <Notice title={text('unreachableTitle')} message={error.message} isPage>
        <Button onClick={onRetry}>{text('retry')}</Button>
      </Notice>
    </Center>
  )
}
