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
    // Wheels turn more often than screens are drawn: what they add up to is applied once a frame.
    let turned = { sideways: 0, zoom: 0, x: 0 }
    let frame = 0
    const apply = () => {
      const { sideways, zoom, x } = turned
      turned = { sideways: 0, zoom: 0, x: 0 }
      frame = 0
      const { axis, bounds, onView } = latest.current
      if (zoom !== 0) onView(zoomView(axis, x, Math.exp(zoom * ZOOM_PER_PIXEL), bounds))
      else onView(panView(axis, sideways, bounds))
    }
    const turn = (event: WheelEvent) => {
      const isZoom = event.ctrlKey || event.metaKey
      const [sideways, down] = event.shiftKey ? [event.deltaY, event.deltaX] : [event.deltaX, event.deltaY]
      if (!isZoom && Math.abs(sideways) <= Math.abs(down)) return
      event.preventDefault()
      turned.x = event.clientX - element.getBoundingClientRect().left - latest.current.left
      if (isZoom) turned.zoom += event.deltaY
      else turned.sideways += sideways
      frame ||= requestAnimationFrame(apply)
    }
    element.addEventListener('wheel', turn, { passive: false })
    return () => {
      cancelAnimationFrame(frame)
      element.removeEventListener('wheel', turn)
    }
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
