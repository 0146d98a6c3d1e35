import { Group, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'

/** That a repair is done, and what comes next; or why it could not be. */
export function RepairDone({ children }: { children: ReactNode }) {
  return (
    <Group gap="xs" wrap="nowrap" role="status">
      <IconCircleCheck size={18} color="var(--verdict-accepted)" aria-hidden />
      <Text size="sm">{children}</Text>
    </Group>
  )
}

export function RepairFailed({ error }: { error: Error }) {
  return (
    <Text size="sm" c="var(--verdict-refused)" role="alert">
      {error.message}
    </Text>
  )
}
