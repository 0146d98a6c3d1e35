import { Drawer, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './side-drawer.module.css'
import { useFocusReturn } from './use-focus-return.ts'
import { useIsPhone } from './use-is-phone.ts'

/** Something that opens beside a list; on a phone it takes the whole screen. */
export function SideDrawer({
  title,
  closeLabel,
  size,
  actions,
  row,
  onClose,
  children,
}: {
  title: string
  closeLabel: string
  size: 480 | 720
  /** Beside its title. */
  actions?: ReactNode
  /** Of which row of the list it is. */
  row?: string
  onClose: () => void
  children: ReactNode
}) {
  const isPhone = useIsPhone()
  useFocusReturn(row)
  return (
    <Drawer.Root opened onClose={onClose} position="right" size={isPhone ? '100%' : size}>
      <Drawer.Overlay />
      <Drawer.Content>
        {/* Mantine's own is a <header>, which would be the banner of a second page. */}
        <div className={classes.head}>
          <Drawer.Title>{title}</Drawer.Title>
          <Group gap={4} wrap="nowrap">
            {actions}
            <Drawer.CloseButton aria-label={closeLabel} />
          </Group>
        </div>
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
