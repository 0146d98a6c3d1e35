import { Text } from '@mantine/core'
import { Spotlight } from '@mantine/spotlight'
import type { ReactNode } from 'react'
import classes from './palette.module.css'

/** Spotlight writes the names of its groups by CSS, where not everybody can read them. */
export function PaletteSection({
  label,
  hint,
  children,
}: {
  label: string
  hint?: string
  children: ReactNode
}) {
  return (
    <>
      <Text size="xs" fw={600} c="dimmed" px="md" pt="xs" pb={4} className={classes.heading}>
        {label}
      </Text>
      {hint !== undefined && (
        <Text size="xs" c="dimmed" px="md" pb={4}>
          {hint}
        </Text>
      )}
      {children}
    </>
  )
}

export function PaletteEntry({
  label,
  description = null,
  icon,
  onOpen,
}: {
  label: string
  description?: string | null
  icon?: ReactNode
  onOpen: () => void
}) {
  return (
    <Spotlight.Action
      label={label}
      description={description ?? undefined}
      leftSection={icon}
      onClick={onOpen}
    />
  )
}
