import { type PointerEvent, useEffect, useRef, useState } from 'react'
import type { Span, TimeAxis } from './time-axis.ts'
import { panView, zoomView } from './view.ts'

/** A hand that presses a mark moves a little: this far it is still a click. */
const DRAG_FROM_PIXELS = 5
const ZOOM_PER_PIXEL = 0.004

interface Options {
  readonly axis: TimeAxis
  readonly bounds: Span
  /** Where the picture begins inside of its element. */
  readonly left: number
  readonly onView: (view: Span) => void
}

/**
 * Moves the picture by dragging and by a sideways wheel, zooms by the wheel with Ctrl. `shift` is by how many pixels it is
 * drawn aside while a hand holds it; the view changes when it lets go.
 */
export function usePointer({ axis, bounds, left, onView }: Options) {
  const [shift, setShift] = useState<number | null>(null)
  const start = useRef<{ x: number; pointerId: number } | null>(null)
  const wasDragged = useRef(false)
  const [element, setElement] = useState<SVGSVGElement | null>(null)
  const latest = useRef({ axis, bounds, left, onView })
  useEffect(() => {
    latest.current = { axis, bounds, left, onView }
  })

  // React listens to wheels passively, and then the browser would zoom the page as well.
  useEffect(() => {
    if (element === null) return
    const turn = (event: WheelEvent) => {
      const { axis, bounds, left, onView } = latest.current
      const isZoom = event.ctrlKey || event.metaKey
      const sideways = event.shiftKey ? event.deltaY : event.deltaX
      if (!isZoom && Math.abs(sideways) <= Math.abs(event.shiftKey ? event.deltaX : event.deltaY)) return
      event.preventDefault()
      const x = event.clientX - element.getBoundingClientRect().left - left
      const factor = Math.exp(event.deltaY * ZOOM_PER_PIXEL)
      onView(isZoom ? zoomView(axis, x, factor, bounds) : panView(axis, sideways, bounds))
    }
    element.addEventListener('wheel', turn, { passive: false })
    return () => element.removeEventListener('wheel', turn)
  }, [element])

  function limit(by: number): number {
    const least = Math.min(axis.toX(bounds.from), 0)
    const most = Math.max(axis.toX(bounds.until) - axis.width, 0)
    return -Math.min(Math.max(-by, least), most)
  }

  return {
    ref: setElement,
    shift,
    /** Whether what ends now was a move, and so is no click. */
    wasDragged: () => wasDragged.current,
    handlers: {
      onPointerDown(event: PointerEvent) {
        wasDragged.current = false
        if (event.button === 0) start.current = { x: event.clientX, pointerId: event.pointerId }
      },
      onPointerMove(event: PointerEvent) {
        if (start.current === null || start.current.pointerId !== event.pointerId) return
        const by = event.clientX - start.current.x
        if (!wasDragged.current && Math.abs(by) < DRAG_FROM_PIXELS) return
        if (!wasDragged.current) element?.setPointerCapture(event.pointerId)
        wasDragged.current = true
        setShift(limit(by))
      },
      onPointerUp() {
        start.current = null
        if (shift !== null && shift !== 0) onView(panView(axis, -shift, bounds))
        setShift(null)
      },
      onPointerCancel() {
        start.current = null
        setShift(null)
      },
    },
  }
}
