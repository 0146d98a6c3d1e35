import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'

/** What is counted, as a link to the list of it; plain where there is none. */
export function FigureLink({ to, children }: { to: string | null; children: string }) {
  if (to === null) return children
  return (
    <Anchor
      inherit
      c="inherit"
      underline="always"
      style={{ whiteSpace: 'nowrap' }}
      renderRoot={(props) => <Link to={to} {...props} />}
    >
      {children}
    </Anchor>
  )
}
