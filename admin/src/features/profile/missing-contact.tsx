import { Button, Code } from '@mantine/core'
import { IconUserQuestion } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Notice } from '../../shared/notice.tsx'
import { useProfileTexts } from './profile.texts.ts'

export function MissingContact({ id }: { id: string }) {
  const text = useProfileTexts()
  useEffect(() => {
    document.title = `${text('missingTitle')} · Waymark`
  }, [text])
  return (
    <Notice
      title={text('missingTitle')}
      message={text('missing')}
      icon={<IconUserQuestion size={40} stroke={1.4} aria-hidden />}
      isPage
    >
      <Code>{id.slice(0, 100)}</Code>
      <Button component={Link} to="/contacts">
        {text('searchList')}
      </Button>
    </Notice>
  )
}
