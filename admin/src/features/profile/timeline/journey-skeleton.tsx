import { Skeleton } from '@mantine/core'

/** As high as the picture with all that belongs to it: what stands below stays where it is. */
const HEIGHT = 314

export function JourneySkeleton() {
  return <Skeleton height={HEIGHT} />
}
