import { expect, test } from 'vitest'
import { createMetrics } from './metrics.ts'

const linesOf = async (metrics: ReturnType<typeof createMetrics>) =>
  (await metrics.render()).split('\n').filter((line) => /waymark_/.test(line))

test('a counter is one series for each combination of labels, and asking twice gives the same one', async () => {
  const metrics = createMetrics()
  const counters = metrics.counters({ name: 'waymark_things_total', help: 'Things.', labels: ['kind'] })
  counters.with({ kind: 'a' }).value += 2
  counters.with({ kind: 'a' }).value++
  counters.with({ kind: 'b' })
  expect(await linesOf(metrics)).toEqual([
    '# HELP waymark_things_total Things.',
    '# TYPE waymark_things_total counter',
    'waymark_things_total{kind="a"} 3',
    'waymark_things_total{kind="b"} 0',
  ])
})

test('a histogram counts what is at most as large as each bound, and everything', async () => {
  const metrics = createMetrics()
  const histogram = metrics
    .histograms({ name: 'waymark_seconds', help: 'Time.', labels: ['api'], buckets: [0.1, 1] })
    .with({ api: 'x' })
  for (const value of [0.1, 0.5, 7]) histogram.observe(value)
  expect(await linesOf(metrics)).toEqual([
    '# HELP waymark_seconds Time.',
    '# TYPE waymark_seconds histogram',
    'waymark_seconds_bucket{api="x",le="0.1"} 1',
    'waymark_seconds_bucket{api="x",le="1"} 2',
    'waymark_seconds_bucket{api="x",le="+Inf"} 3',
    'waymark_seconds_sum{api="x"} 7.6',
    'waymark_seconds_count{api="x"} 3',
  ])
})

test('a gauge is looked up at each scrape, and missing while nobody knows it', async () => {
  const metrics = createMetrics()
  let value: number | null = 1
  metrics.gauge({ name: 'waymark_level', help: 'A level.' }, async () => value)
  expect(await linesOf(metrics)).toContain('waymark_level 1')
  value = null
  expect((await linesOf(metrics)).filter((line) => !line.startsWith('#'))).toEqual([])
})

test('a counter that somebody else keeps is looked up at each scrape', async () => {
  const metrics = createMetrics()
  let value = 1
  metrics.counter({ name: 'waymark_things_total', help: 'Things.' }, () => value++)
  expect(await linesOf(metrics)).toContain('waymark_things_total 1')
  expect(await linesOf(metrics)).toEqual(
    expect.arrayContaining(['# TYPE waymark_things_total counter', 'waymark_things_total 2']),
  )
})

test('what is in a label cannot break out of its line', async () => {
  const metrics = createMetrics()
  metrics
    .counters({ name: 'waymark_things_total', help: 'Things.', labels: ['code'] })
    .with({ code: 'a"\n\\' })
  expect(await linesOf(metrics)).toContain(String.raw`waymark_things_total{code="a\"\n\\"} 0`)
})

test('memory, processor time and the delay of the event loop come along', async () => {
  const text = await createMetrics().render()
  for (const name of [
    'process_resident_memory_bytes',
    'process_cpu_seconds_total',
    'nodejs_eventloop_lag_p99',
  ]) {
    expect(text).toContain(`\n${name}`)
  }
})
