import { colorOf } from './mark-shape.tsx'

/** The hatching of robots’ visits. `ids` is what the names of one picture begin with. */
export const hatchOf = (ids: string) => `${ids}-hatch`
/** The mask that lets what has no end yet fade. */
export const fadeOf = (ids: string) => `${ids}-fade`

/** What the parts of a picture are filled and masked with. */
export function PictureFills({ ids }: { ids: string }) {
  return (
    <defs>
      <pattern
        id={hatchOf(ids)}
        width={5}
        height={5}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width={2} height={5} fill={colorOf('visit')} />
      </pattern>
      <linearGradient id={`${ids}-end`}>
        <stop offset="0" stopColor="white" />
        <stop offset="0.85" stopColor="white" />
        <stop offset="1" stopColor="white" stopOpacity="0.15" />
      </linearGradient>
      <mask id={fadeOf(ids)} maskContentUnits="objectBoundingBox">
        <rect width={1} height={1} fill={`url(#${ids}-end)`} />
      </mask>
    </defs>
  )
}
