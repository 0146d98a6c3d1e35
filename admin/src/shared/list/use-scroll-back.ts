import { useElementScrollRestoration } from '@tanstack/react-router'
import { useLayoutEffect, useState } from 'react'

/**
 * For a list, as it is drawn first: leads who comes back to where they were. The router does so as well, but as soon as there is
 * a page, which is too short for it while the list is being asked for.
 */
export function useScrollBack(): void {
  const entry = useElementScrollRestoration({ getElement: () => window })
  const [place] = useState(entry)
  useLayoutEffect(() => {
    if (place !== undefined && scrollY < place.scrollY) scrollTo(place.scrollX, place.scrollY)
  }, [place])
}
