import { Drawer, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { useIsPhone } from './use-is-phone.ts'

/** Something that opens beside a list; on a phone it takes the whole screen. */
export function SideDrawer({
  title,
  closeLabel,
  size,
  actions,
  onClose,
  children,
}: {
  title: string
  closeLabel: string
  size: 480 | 720
  /** Beside its title. */
  actions?: ReactNode
  onClose: () => void
  children: ReactNode
}) {
  const isPhone = useIsPhone()
  return (
    <Drawer.Root opened onClose={onClose} position="right" size={isPhone ? '100%' : size}>
      <Drawer.Overlay />
      <Drawer.Content>
        {/* Mantine's own is a <header>, which would be the banner of a second page. */}
        <Group justify="space-between" wrap="nowrap" p="md" pb="xs">
          <Drawer.Title>{title}</Drawer.Title>
          <Group gap={4} wrap="nowrap">
            {actions}
            <Drawer.CloseButton aria-label={closeLabel} />
          </Group>
        </Group>
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
