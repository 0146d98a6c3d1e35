import { Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** Says what is (not) here and why, with what to do about it: empty lists, refusals, failures. */
export function Notice({
  title,
  message,
  icon,
  isPage = false,
  children,
}: {
  title: string
  message?: ReactNode
  icon?: ReactNode
  /** It is all that the page shows, so its title is the page's. */
  isPage?: boolean
  children?: ReactNode
}) {
  return (
    <Paper p="xl" withBorder={!isPage} mx={isPage ? 'auto' : undefined} maw={isPage ? 560 : undefined}>
      <Stack align="center" gap="sm" ta="center">
        {icon}
        <Title order={isPage ? 1 : 2} size="h2">
          {title}
        </Title>
        {message !== undefined && (
          <Text c="dimmed" maw={480}>
            {message}
          </Text>
        )}
        {children}
      </Stack>
    </Paper>
  )
}
