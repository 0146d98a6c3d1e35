import vm from 'node:vm'
import { describe, expect, test } from 'vitest'
import { visitorIdentificationScript } from './visitor-identification.script.ts'

/** A page with as much of a browser as the script needs. */
function openPage(page: { src?: string; metas?: Record<string, string>; search?: string } = {}) {
  const listeners = new Map<string, Set<(event: object) => void>>()
  const asked: string[] = []
  const timers: { run: () => void; after: number }[] = []
  const metas = Object.entries(page.metas ?? {}).map(([name, content]) => ({ name, content }))
  const document = {
    currentScript: page.src === undefined ? null : { src: page.src },
    addEventListener: (type: string, listener: () => void) => {
      listeners.set(type, (listeners.get(type) ?? new Set()).add(listener))
    },
    removeEventListener: (type: string, listener: () => void) => listeners.get(type)?.delete(listener),
    createElement: () => ({}),
    getElementsByTagName: (name: string) =>
      name === 'meta'
        ? metas
        : [{ appendChild: (link: { href: string; rel: string }) => asked.push(`${link.rel} ${link.href}`) }],
  }
  vm.runInNewContext(visitorIdentificationScript, {
    document,
    location: { search: page.search ?? '' },
    setTimeout: (run: () => void, after: number) => timers.push({ run, after }),
    Date: class {
      getTime() {
        return 1_700_000_000_000
      }
    },
  })
  return {
    asked,
    timers,
    happen(type: string, isTrusted = true) {
      for (const listener of [...(listeners.get(type) ?? [])]) listener({ isTrusted })
    },
  }
}

describe('the script of the human detection', () => {
  test.each(['mousemove', 'touchstart', 'pointerdown', 'keydown'])(
    'asks for the style sheet at the first %s, once, and for the checker half a minute later',
    (type) => {
      const page = openPage()
      expect(page.asked).toEqual([])
      page.happen(type)
      page.happen(type)
      page.happen('mousemove')
      expect(page.asked).toEqual([
        'stylesheet /layouts/system/VisitorIdentificationCSS.aspx?tstamp=1700000000000',
      ])
      expect(page.timers.map(({ after }) => after)).toEqual([30_000])
      page.timers[0]?.run()
      expect(page.asked[1]).toBe('stylesheet /layouts/system/VIChecker.aspx?tstamp=1700000000000')
    },
  )

  test('does not take for a person what another script makes up', () => {
    const page = openPage()
    page.happen('mousemove', false)
    expect(page.asked).toEqual([])
    page.happen('mousemove')
    expect(page.asked).toHaveLength(1)
  })

  test('asks where it came from itself, also on another host', () => {
    const page = openPage({ src: 'https://track.example.com/layouts/system/VisitorIdentification.js?a=b/c' })
    page.happen('mousemove')
    expect(page.asked[0]).toBe(
      'stylesheet https://track.example.com/layouts/system/VisitorIdentificationCSS.aspx?tstamp=1700000000000',
    )
  })

  test('heeds what the page says: the folder it is served in, its time and its site', () => {
    const page = openPage({
      src: '/layouts/system/VisitorIdentification.js',
      metas: { VirtualFolder: '/shop/', VIcurrentDateTime: '638000000000000000' },
      search: '?a=1&sc_site=app&b=2',
    })
    page.happen('touchstart')
    page.timers[0]?.run()
    expect(page.asked).toEqual([
      'stylesheet /shop/layouts/system/VisitorIdentificationCSS.aspx?tstamp=1700000000000&sc_site=app',
      'stylesheet /shop/layouts/system/VIChecker.aspx?tstamp=638000000000000000&sc_site=app',
    ])
  })
})
