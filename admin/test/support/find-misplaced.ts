import type { Page } from 'playwright-core'

/**
 * What does not fit a page, one line each: text and controls that reach over its sides or are cut off without an ellipsis that
 * says so, and texts that lie on each other. What an area of its own scrolls, a table or code, is not cut off.
 */
export function findMisplaced(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const isVisible = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    const describe = (element: Element): string => {
      const words = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)
      const place = element.closest('[class*="_"]')?.getAttribute('class')?.slice(0, 60) ?? ''
      return `<${element.tagName.toLowerCase()}> “${words}” in ${place}`
    }
    const isHiddenVisually = (element: Element): boolean => {
      for (let one: Element | null = element; one !== null; one = one.parentElement) {
        const { clip, clipPath, position } = getComputedStyle(one)
        const isClipped =
          clip.startsWith('rect(0') || clip.startsWith('rect(1px') || clipPath === 'inset(50%)'
        if (position === 'absolute' && isClipped) return true
      }
      return false
    }
    const dialogs = [...document.querySelectorAll('[role=dialog]')].filter(isVisible)
    const top = dialogs.at(-1) ?? document.body

    interface Piece {
      readonly element: Element
      readonly rect: DOMRect
    }
    /** What of a rectangle is seen, and whether something cuts it off that does not scroll. */
    function clipTo(first: Element | null, rect: DOMRect): { rect: DOMRect; cutBy: Element | null } {
      let { left, right, top, bottom } = rect
      let cutBy: Element | null = null
      let position = 'static'
      for (let one = first; one !== null && one !== document.body; one = one.parentElement) {
        const style = getComputedStyle(one)
        if (position === 'absolute' && style.position === 'static') continue
        if (position === 'fixed') break
        position = style.position
        if (style.overflowX === 'visible' && style.overflowY === 'visible') continue
        const box = one.getBoundingClientRect()
        const isCut = left < box.left - 1 || right > box.right + 1
        if (isCut && (style.overflowX === 'hidden' || style.overflowX === 'clip')) cutBy ??= one
        left = Math.max(left, box.left)
        right = Math.min(right, box.right)
        top = Math.max(top, box.top)
        bottom = Math.min(bottom, box.bottom)
      }
      return { rect: new DOMRect(left, top, Math.max(right - left, 0), Math.max(bottom - top, 0)), cutBy }
    }

    /** What an element stays on while the rest scrolls. */
    function findLayer(element: Element): Element | null {
      for (let one: Element | null = element; one !== null; one = one.parentElement)
        if (['fixed', 'sticky'].includes(getComputedStyle(one).position)) return one
      return null
    }

    const pieces: Piece[] = []
    const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement
      if (element === null || node.textContent?.trim() === '' || !isVisible(element)) continue
      if (isHiddenVisually(element) || ['SCRIPT', 'STYLE', 'OPTION'].includes(element.tagName)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const whole of range.getClientRects()) {
        if (whole.width < 2 || whole.height < 2) continue
        const { rect, cutBy } = clipTo(element, whole)
        const saysSo = (one: Element): boolean => {
          const { textOverflow, webkitLineClamp } = getComputedStyle(one)
          return textOverflow === 'ellipsis' || webkitLineClamp !== 'none'
        }
        if (cutBy !== null) {
          let isSaid = false
          for (let one: Element | null = element; one !== null && !isSaid; one = one.parentElement) {
            isSaid = saysSo(one)
            if (one === cutBy) break
          }
          if (!isSaid) found.push(`cut off: ${describe(element)}`)
        }
        if (rect.width < 2 || rect.height < 2) continue
        if (rect.right > innerWidth + 1 || rect.left < -1) found.push(`beyond the side: ${describe(element)}`)
        pieces.push({ element, rect })
      }
    }
    for (const [n, one] of pieces.entries()) {
      for (const other of pieces.slice(n + 1)) {
        if (one.element === other.element || one.element.contains(other.element)) continue
        if (other.element.contains(one.element)) continue
        const width = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left)
        const height = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top)
        if (width < 3 || height < 6) continue
        // What stays where it is while the page scrolls lies over the rest.
        if (findLayer(one.element) !== findLayer(other.element)) continue
        found.push(`on each other: ${describe(one.element)} and ${describe(other.element)}`)
      }
    }
    const controls = top.querySelectorAll(
      'a[href], button, input, select, textarea, [role=button], [role=tab]',
    )
    for (const control of controls) {
      if (!isVisible(control) || isHiddenVisually(control) || control.closest('svg') !== null) continue
      const box = control.getBoundingClientRect()
      if (box.width < 4 || box.height < 4) continue
      const { rect, cutBy } = clipTo(control.parentElement, box)
      if (cutBy !== null && rect.width < box.width - 2) found.push(`cut off: ${describe(control)}`)
      if (box.right > innerWidth + 1 && rect.right > innerWidth + 1)
        found.push(`beyond the side: ${describe(control)}`)
    }
    if (pieces.length === 0) found.push('no text at all')
    return [...new Set(found)]
  })
}
