import { expect, test } from 'vitest'
import { ProgressBar } from './progress-bar.ts'

function watch(isTTY: boolean) {
  let now = 0
  let written = ''
  const stream = {
    isTTY,
    write: (text: string | Uint8Array) => {
      written += String(text)
      return true
    },
  }
  const bar = new ProgressBar(stream as ConstructorParameters<typeof ProgressBar>[0], () => now)
  return { bar, pass: (ms: number) => (now += ms), written: () => written }
}

const describe = (seconds: number) => `after ${seconds} s`

test('on a terminal it draws one line over itself, with the time left, and leaves it clear', () => {
  const { bar, pass, written } = watch(true)
  bar.show(0, describe)
  pass(2_000)
  bar.show(0.25, describe)
  expect(written()).toBe(`\r\x1b[K${'█'.repeat(7)}${'░'.repeat(23)} 25 %  after 2 s, 0:06 left`)
  bar.end()
  expect(written().endsWith('\r\x1b[K')).toBe(true)
})

test('elsewhere it writes a plain line now and then', () => {
  const { bar, pass, written } = watch(false)
  bar.show(0, describe)
  for (let second = 1; second <= 12; second++) {
    pass(1_000)
    bar.show(second / 100, describe)
  }
  bar.end()
  expect(written()).toBe('5 %  after 5 s, 1:35 left\n10 %  after 10 s, 1:30 left\n')
})
