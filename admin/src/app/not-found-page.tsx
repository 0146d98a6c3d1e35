import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Notice } from '../shared/notice.tsx'
import { useShellTexts } from './shell.texts.ts'

export function NotFoundPage() {
  const text = useShellTexts()
  return (
    <Notice title={text('notFoundTitle')} message={text('notFound')} isPage>
      <Button component={Link} to="/">
        {text('toOverview')}
      </Button>
    </Notice>
  )
}
