import type { Page } from 'playwright-core'

/**
 * What is too small to be read or hit, one line each: words below 12 pixels, and targets below 24 × 24 (WCAG 2.5.8). Links
 * within a line of text may be as high as the line, and those that stand by themselves, where nothing else is as near.
 */
export function findTooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const [leastText, leastTarget] = [12, 24]
    const found: string[] = []
    const isVisible = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    const describe = (element: Element): string => {
      const words = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)
      return `<${element.tagName.toLowerCase()}> “${words}” in ${element.closest('[class*="_"]')?.className}`
    }
    const dialogs = [...document.querySelectorAll('[role=dialog]')].filter(isVisible)
    const top = dialogs.at(-1) ?? document.body
    const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement
      if (element === null || node.textContent?.trim() === '' || !isVisible(element)) continue
      if (['SCRIPT', 'STYLE', 'OPTION'].includes(element.tagName)) continue
      const size = Number.parseFloat(getComputedStyle(element).fontSize)
      if (size < leastText) found.push(`${size} px: ${describe(element)}`)
    }
    const targets = [
      ...top.querySelectorAll<HTMLElement>(
        'a[href], button, input, select, textarea, summary, [role=button], [role=tab], [role=switch], [role=slider]',
      ),
    ].flatMap((target) => {
      const labels = target instanceof HTMLInputElement ? [...(target.labels ?? [])] : []
      const boxes = [target, ...labels].map((one) => one.getBoundingClientRect())
      const [left, top] = [
        Math.min(...boxes.map((box) => box.left)),
        Math.min(...boxes.map((box) => box.top)),
      ]
      const [right, bottom] = [
        Math.max(...boxes.map((box) => box.right)),
        Math.max(...boxes.map((box) => box.bottom)),
      ]
      const box = new DOMRect(left, top, right - left, bottom - top)
      // What is hidden from the eye is shown when it has the focus, and hit by nobody.
      const isThere = isVisible(target) && target.closest('svg') === null && box.width > 1 && box.height > 1
      return isThere ? [{ target, box }] : []
    })
    const isSmall = ({ width, height }: DOMRect): boolean =>
      width < leastTarget - 0.5 || height < leastTarget - 0.5
    /** Nothing else that can be hit is nearer to its middle than half of the least size. */
    const hasRoom = ({ target, box }: (typeof targets)[number]): boolean => {
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
      return targets.every((other) => {
        if (other.target === target || other.target.contains(target) || target.contains(other.target))
          return true
        const dx = Math.max(other.box.left - x, 0, x - other.box.right)
        const dy = Math.max(other.box.top - y, 0, y - other.box.bottom)
        return Math.hypot(dx, dy) >= leastTarget / 2
      })
    }
    for (const one of targets) {
      const { target, box } = one
      if (!isSmall(box)) continue
      if (target.tagName === 'A' && getComputedStyle(target).display === 'inline') continue
      // A bar of a picture is as wide as there is room; the filter of the period does the same.
      if (target.closest('[role=toolbar]') !== null && box.height >= leastTarget) continue
      // Links and boxes in lists are as high as their line; buttons have no reason to be.
      if (target.matches('a, input') && hasRoom(one)) continue
      found.push(`${Math.round(box.width)} × ${Math.round(box.height)}: ${describe(target)}`)
    }
    return [...new Set(found)]
  })
}
