import type { CSSProperties } from 'react'
import classes from './avatar.module.css'

/** Cells of the left half and the middle of a picture of 5 × 5, which is the same from both sides. */
const COLUMNS = 3
const ROWS = 5

export interface Identicon {
  /** 0 to 359. */
  readonly hue: number
  /** Cells that are filled, `column,row`. */
  readonly cells: readonly (readonly [column: number, row: number])[]
}

/** A picture that is the same for an id on every screen, and told apart from its neighbours. Of no id an empty one. */
export function drawIdenticon(id: string): Identicon {
  // The end of an id: its beginning is a time, and alike in those that came together.
  const digits = id.replaceAll('-', '').slice(-12).padStart(12, '0')
  const bits = Number.parseInt(digits.slice(0, 4), 16) || 0
  const hue = (Number.parseInt(digits.slice(8), 16) || 0) % 360
  const cells: [number, number][] = []
  for (let column = 0; column < COLUMNS; column++)
    for (let row = 0; row < ROWS; row++) {
      if (((bits >> (column * ROWS + row)) & 1) === 0) continue
      cells.push([column, row])
      if (column < COLUMNS - 1) cells.push([ROWS - 1 - column, row])
    }
  return { hue, cells }
}

/** Tells contacts apart that have no name. Decoration: what it shows is said beside it. */
export function Avatar({ id, size = 24 }: { id: string; size?: number }) {
  const { hue, cells } = drawIdenticon(id)
  return (
    <svg
      viewBox="-1 -1 7 7"
      width={size}
      height={size}
      className={classes.avatar}
      style={{ '--hue': hue } as CSSProperties}
      shapeRendering="crispEdges"
      aria-hidden
    >
      {/* One drawing, not one for each cell: a list has hundreds of these. */}
      <path d={cells.map(([column, row]) => `M${column} ${row}h1v1h-1z`).join('')} />
    </svg>
  )
}
