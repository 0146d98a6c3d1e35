import fastify from 'fastify'
import { expect, test } from 'vitest'
import { createMetrics } from '../../platform/metrics.ts'
import { countRequests, countTurnedAway } from './count-requests.ts'

async function serve() {
  const metrics = createMetrics()
  const app = fastify()
  countRequests(app, metrics, (path) => (path.startsWith('/shop') ? 'shop' : 'rest'))
  app.get('/things/:id', () => 'a thing')
  await app.register(
    async (scope) => {
      scope.addHook('onResponse', async () => {})
      scope.post('/orders', (_request, reply) => reply.code(503).send())
      scope.get('/boom', () => Promise.reject(new Error('boom')))
    },
    { prefix: '/shop' },
  )
  return {
    app,
    async counted() {
      const lines = (await metrics.render()).split('\n')
      return lines.filter((line) => /^waymark_http_requests_total\{/.test(line))
    },
    metrics,
  }
}

test('requests are counted by API, route and status, and an id in the path makes no series', async () => {
  const { app, counted } = await serve()
  for (const id of ['1', '2', 'ada@example.com']) await app.inject(`/things/${id}`)
  await app.inject({ method: 'POST', url: '/shop/orders' })
  await app.inject('/shop/boom')
  expect(await counted()).toEqual([
    'waymark_http_requests_total{api="rest",route="/things/:id",status="200"} 3',
    'waymark_http_requests_total{api="shop",route="/shop/orders",status="503"} 1',
    'waymark_http_requests_total{api="shop",route="/shop/boom",status="500"} 1',
  ])
})

test('all unknown paths are one series', async () => {
  const { app, counted } = await serve()
  await app.inject('/nothing')
  await app.inject('/shop/nothing?mail=ada@example.com')
  expect(await counted()).toEqual(['waymark_http_requests_total{api="none",route="unknown",status="404"} 2'])
})

test('how long a request took is in the histogram of its route', async () => {
  const { app, metrics } = await serve()
  await app.inject('/things/1')
  const text = await metrics.render()
  expect(text).toMatch(/waymark_http_request_duration_seconds_count\{api="rest",route="\/things\/:id"\} 1/)
  expect(text).toMatch(/waymark_http_request_duration_seconds_sum\{[^}]*things[^}]*\} 0\.0\d+/)
})

test('requests that are turned away before their body are counted by why', async () => {
  const metrics = createMetrics()
  countTurnedAway(metrics)('bodies_full')
  const lines = (await metrics.render()).split('\n').filter((line) => line.startsWith('waymark_'))
  expect(lines).toEqual([
    'waymark_requests_turned_away_total{reason="queue_full"} 0',
    'waymark_requests_turned_away_total{reason="bodies_full"} 1',
  ])
})
