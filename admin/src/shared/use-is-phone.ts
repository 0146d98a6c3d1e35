import { useMediaQuery } from '@mantine/hooks'

/** Too narrow for tables and rails: as the style sheets have it, below 768 px. */
export function useIsPhone(): boolean {
  return useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false })
}
