import type { Locator, Page } from 'playwright-core'
import { startChromium } from '../../conformance/src/chromium.ts'
import type { Bench } from './bench.ts'
import { activitiesOfHeavyContact, insertHeavyContact } from './heavy-contact.ts'
import { LAPTOP, openSignedIn } from './open-signed-in.ts'
import { provisionWaymark, runCommand, startWaymark } from './processes.ts'
import { frameAt, recordFrames } from './record-frames.ts'
import { watchWork } from './watch-work.ts'

const MOVES_A_SECOND = 60

/** The ways in which a hand moves the picture, each back and forth over a part of the time that it shows. */
const ways: Readonly<Record<string, (page: Page, until: number) => Promise<void>>> = {
  'dragged by a hand': async (page, until) => {
    const { x, y, width } = await boxOf(page)
    while (performance.now() < until) {
      for (const direction of [-1, 1]) {
        await page.mouse.move(x + width / 2, y + 8)
        await page.mouse.down()
        for (let n = 1; n <= MOVES_A_SECOND; n++) {
          await page.mouse.move(x + width / 2 + (direction * n * width) / 200, y + 8)
          await page.waitForTimeout(1_000 / MOVES_A_SECOND)
        }
        await page.mouse.up()
      }
    }
  },
  'moved by a wheel': async (page, until) => {
    const { x, y, width } = await boxOf(page)
    await page.mouse.move(x + width / 2, y + 8)
    for (let n = 0; performance.now() < until; n++) {
      await page.mouse.wheel(n % 120 < 60 ? 8 : -8, 0)
      await page.waitForTimeout(1_000 / MOVES_A_SECOND)
    }
  },
  'zoomed by a wheel': async (page, until) => {
    const { x, y, width } = await boxOf(page)
    await page.mouse.move(x + width / 2, y + 8)
    await page.keyboard.down('Control')
    for (let n = 0; performance.now() < until; n++) {
      await page.mouse.wheel(0, n % 60 < 30 ? 6 : -6)
      await page.waitForTimeout(1_000 / MOVES_A_SECOND)
    }
    await page.keyboard.up('Control')
  },
  'moved by the keys of its slider': async (page, until) => {
    const thumb = page.getByRole('slider').first()
    await thumb.focus()
    // As a key that is held down repeats.
    for (let n = 0; performance.now() < until; n++) {
      await page.keyboard.press(n % 20 < 10 ? 'ArrowRight' : 'ArrowLeft')
      await page.waitForTimeout(33)
    }
  },
}

/**
 * The timeline of somebody who did very much, in a real browser: how smoothly it moves. The server sends 400 marks, as many as it
 * ever does, for twice the time that is seen.
 */
export async function measureTimeline({ isQuick, say, add, makeFolder }: Bench): Promise<void> {
  const seconds = isQuick ? 4 : 10
  const folder = makeFolder()
  await provisionWaymark(folder)
  await runCommand(folder, ['demo', '--contacts', '50', '--days', '30'])
  const waymark = await startWaymark(folder)
  const chromium = await startChromium()
  try {
    const heavy = await insertHeavyContact(waymark.connection)
    const context = await openSignedIn(chromium, waymark.url, LAPTOP)
    const page = await context.newPage()
    const readWork = await watchWork(page)
    for (const [name, move] of Object.entries(ways)) {
      say(`Timeline of ${activitiesOfHeavyContact} activities, ${name}`)
      await page.goto(`${waymark.url}/admin/contacts/${heavy}/overview?${half()}`, {
        waitUntil: 'networkidle',
      })
      await marksOf(page).first().waitFor()
      const marks = await marksOf(page).count()
      const before = await readWork()
      const stop = await recordFrames(page, seconds * 2)
      await move(page, performance.now() + seconds * 1_000)
      const frames = await stop()
      const work = ((await readWork()) - before) / frames.length
      const longest = Math.round(frameAt(frames, 1))
      say(`${marks} marks in sight, ${work.toFixed(1)} ms of work for each frame; the longest ${longest} ms`)
      add({
        what: `timeline of ${activitiesOfHeavyContact} activities, ${name}: frame, p95 ms`,
        value: frameAt(frames, 0.95),
        must: 34,
        aim: 17.5,
        below: true,
        p50: frameAt(frames, 0.5),
        p99: frameAt(frames, 0.99),
      })
    }
  } finally {
    await chromium.close()
    await waymark.stop()
  }
}

/** The middle of the twelve weeks in which it happened, so that there is room on both sides. */
function half(): URLSearchParams {
  const at = (daysAgo: number): string => new Date(Date.now() - daysAgo * 86_400_000).toISOString()
  return new URLSearchParams({ from: at(63), to: at(21) })
}

function pictureOf(page: Page): Locator {
  return page.getByRole('group', { name: /^Journey of/ })
}

function marksOf(page: Page): Locator {
  return pictureOf(page).locator('[data-mark]')
}

async function boxOf(page: Page): Promise<{ x: number; y: number; width: number }> {
  const box = await pictureOf(page).boundingBox()
  if (box === null) throw new Error('There is no timeline.')
  return box
}
