import { Group, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'

/** The one h1 of a page, its purpose in a line, and what can be done with the whole of it. Names the browser's tab, too. */
export function PageHead({
  title,
  purpose,
  actions,
}: {
  title: string
  purpose?: string
  actions?: ReactNode
}) {
  useEffect(() => {
    document.title = `${title} · Waymark`
  }, [title])
  return (
    <Group justify="space-between" align="flex-start" mb="md" gap="sm">
      <div>
        <Title order={1}>{title}</Title>
        {purpose !== undefined && (
          <Text c="dimmed" size="sm">
            {purpose}
          </Text>
        )}
      </div>
      {actions !== undefined && <Group gap="xs">{actions}</Group>}
    </Group>
  )
}
