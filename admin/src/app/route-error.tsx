import { Button } from '@mantine/core'
import { Notice } from '../shared/notice.tsx'
import { useShellTexts } from './shell.texts.ts'

/** What a defect of one page shows in its place. */
export function RouteError({ reset }: { reset: () => void }) {
  const text = useShellTexts()
  return (
    <Notice title={text('routeErrorTitle')} message={text('routeError')} isPage>
      <Button onClick={reset}>{text('retry')}</Button>
    </Notice>
  )
}
