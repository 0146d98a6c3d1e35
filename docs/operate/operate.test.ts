import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { parser } from '@prometheus-io/lezer-promql'
import { DockerfileParser, type Instruction } from 'dockerfile-ast'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { compose, type Waymark } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/platform/config.ts'
import { createLogger } from '../../server/src/platform/logger.ts'
import { createTestDatabase, type TestDatabase } from '../../server/test/support/database.ts'
import { readCodeSpans, readDocument, repositoryPaths } from '../../server/test/support/documents.ts'
import { projectRoot } from '../../server/test/support/waymark-process.ts'

interface Rule {
  alert: string
  expr: string
  for?: string
  labels: Record<string, string>
  annotations: { summary: string; runbook: string }
}
interface Panel {
  title: string
  type: string
  gridPos: { x: number; y: number; w: number; h: number }
  targets?: { expr: string; legendFormat: string }[]
}

const alerts: { groups: { rules: Rule[] }[] } = parseYaml(readDocument('docs/operate/alerts.yml'))
const rules = alerts.groups.flatMap((group) => group.rules)
const dashboard: {
  uid: string
  panels: Panel[]
  templating: { list: { name: string; query: string | { query: string } }[] }
  annotations: { list: { expr: string }[] }
} = JSON.parse(readDocument('docs/operate/grafana-dashboard.json'))

/** Labels that Prometheus adds to everything that it scrapes. */
const scraped = ['job', 'instance']

let database: TestDatabase
let waymark: Waymark
beforeAll(async () => {
  database = await createTestDatabase()
  waymark = await compose({
    config: readConfig({}, '/'),
    connection: database.connection,
    logger: await createLogger('silent'),
  })
})
afterAll(async () => {
  await waymark?.app.close()
  await waymark?.close()
  await database?.drop()
})

describe('metrics', () => {
  /** What a server that was used exposes: for each metric its labels, each with the values seen. */
  const exposed = new Map<string, Map<string, Set<string>>>()

  beforeAll(async () => {
    const { app, firstStart } = waymark
    if (firstStart === null) throw new Error('This is a first start.')
    const events = `/sitecore/api/jss/track/event?sc_apikey=${firstStart.sitecoreKey}`
    for (const goalId of ['Register', 'nobody has defined this']) {
      await app.inject({ method: 'POST', url: events, payload: [{ goalId }] })
    }
    const headers = { authorization: `Bearer ${firstStart.token}` }
    const { body } = await app.inject({ url: '/metrics', headers })
    for (const line of body.split('\n')) {
      const [, type] = /^# TYPE (\w+) /.exec(line) ?? []
      if (type !== undefined) exposed.set(type, exposed.get(type) ?? new Map())
      const [, name = '', labels = ''] = /^(\w+)(?:\{(.*)\})? \S+$/.exec(line) ?? []
      if (name === '') continue
      const seen = exposed.get(name) ?? new Map<string, Set<string>>()
      exposed.set(name, seen)
      for (const [, label = '', value = ''] of labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)) {
        seen.set(label, (seen.get(label) ?? new Set()).add(value))
      }
    }
  })

  /** What is wrong with an expression, in the eyes of a server that exposes what ours does. */
  function findFlaws(expression: string): string[] {
    const flaws: string[] = []
    const text = expression.replaceAll(/\$__(?:rate_)?interval/g, '5m')
    const all = new Set(scraped)
    const grouped: string[] = []
    const read = (node: { from: number; to: number }) => text.slice(node.from, node.to)
    parser.parse(text).iterate({
      enter({ type, node }) {
        if (type.isError) flaws.push(`cannot be read at ${read(node) || text.slice(node.from)}`)
        if (type.name === 'VectorSelector') {
          const metric = read(node.firstChild ?? node)
          const labels = exposed.get(metric)
          if (labels === undefined && metric !== 'up') flaws.push(`there is no metric ${metric}`)
          for (const label of labels?.keys() ?? []) all.add(label)
          for (const matcher of node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []) {
            const [, label = '', operator, value = ''] = /^(\w+)(\W+?)"(.*)"$/.exec(read(matcher)) ?? []
            if (scraped.includes(label)) continue
            const values = labels?.get(label)
            if (values === undefined) flaws.push(`${metric} has no label ${label}`)
            // Of these every value is there from the start, or was made above.
            else if (operator === '=' && label !== 'status' && !values.has(value)) {
              flaws.push(`${metric} never has ${label}="${value}"`)
            }
          }
        }
        if (type.name === 'GroupingLabels') {
          grouped.push(...node.getChildren('LabelName').map(read))
        }
      },
    })
    for (const label of grouped) if (!all.has(label)) flaws.push(`nothing to group by ${label}`)
    return flaws
  }

  test('that an alert asks for are exposed, with the labels that it names', () => {
    expect(rules.length).toBeGreaterThan(10)
    expect(rules.flatMap(({ alert, expr }) => findFlaws(expr).map((flaw) => `${alert}: ${flaw}`))).toEqual([])
  })

  test('that the dashboard shows are exposed, with the labels that it names', () => {
    const expressions = dashboard.panels.flatMap(({ title, targets = [] }) =>
      targets.map(({ expr }) => ({ title, expr })),
    )
    const annotations = dashboard.annotations.list.map(({ expr }) => ({ title: 'annotation', expr }))
    expect(expressions.length).toBeGreaterThan(30)
    const flaws = [...expressions, ...annotations].flatMap(({ title, expr }) =>
      findFlaws(expr).map((flaw) => `${title}: ${flaw}`),
    )
    expect(flaws).toEqual([])
  })

  test.each([
    ['waymark_nothing > 0', 'there is no metric waymark_nothing'],
    ['rate(waymark_commands_total{result="x"}[5m])', 'waymark_commands_total has no label result'],
    ['waymark_batches_repeated_total{cause="x"}', 'waymark_batches_repeated_total never has cause="x"'],
    ['sum by (colour) (waymark_storing)', 'nothing to group by colour'],
    ['sum(waymark_storing', 'cannot be read'],
  ])('that do not exist would be noticed: %s', (expression, flaw) => {
    expect(findFlaws(expression).join()).toContain(flaw)
  })

  test('are all in docs/spec/waymark.md, and nothing else is', () => {
    const spans = readCodeSpans(readDocument('docs/spec/waymark.md'))
    const described = spans.filter((span) => /^waymark_\w+$/.test(span))
    const suffixes = /_(?:bucket|sum|count)$/
    const own = [...exposed.keys()].filter((name) => name.startsWith('waymark_'))
    const families = own.filter((name) => !(suffixes.test(name) && exposed.has(name.replace(suffixes, ''))))
    const limits = families.filter((name) => name.endsWith('_limit'))
    expect(limits.every((name) => described.includes(name.replace('_limit', '')))).toBe(true)
    expect(new Set([...described, ...limits])).toEqual(new Set(families))
  })

  test('have labels of few values only, and none that says anything about a person', () => {
    for (const [name, labels] of exposed) {
      if (!name.startsWith('waymark_')) continue
      for (const [label, values] of labels) {
        expect([
          'api',
          'route',
          'status',
          'kind',
          'code',
          'outcome',
          'reason',
          'cause',
          'le',
          'version',
          'node',
        ]).toContain(label)
        expect([...values].filter((value) => value.length > 80)).toEqual([])
      }
    }
  })
})

test('every file of docs/operate is in its index', () => {
  const index = readDocument('docs/operate/README.md')
  const files = repositoryPaths.filter(
    (path) => /^docs\/operate\/[^/]+$/.test(path) && !/README|\.test\./.test(path),
  )
  expect(files.length).toBeGreaterThan(10)
  const named = (path: string) =>
    index.includes(`(${path.replace('docs/operate/', '')})`) || index.includes(`\`${path}\``)
  expect(files.filter((path) => !named(path))).toEqual([])
})

describe('the alert rules', () => {
  test('each have a name of their own, a severity, a summary and a runbook', () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
    for (const { alert, labels, annotations, for: duration = '1m' } of rules) {
      expect(alert).toMatch(/^Waymark[A-Z]\w+$/)
      expect(['critical', 'warning']).toContain(labels.severity)
      expect(annotations.summary.length).toBeGreaterThan(10)
      expect(annotations.runbook.length).toBeGreaterThan(60)
      expect(duration).toMatch(/^\d+[smh]$/)
    }
  })

  test('name only documents that exist', () => {
    const named = readDocument('docs/operate/alerts.yml').match(/docs\/[\w/.-]+\.(?:md|yml)/g) ?? []
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((path) => !repositoryPaths.includes(path))).toEqual([])
  })
})

describe('the dashboard', () => {
  test('has panels that do not overlap, in a grid of 24 columns', () => {
    const taken = new Set<string>()
    for (const { title, gridPos } of dashboard.panels) {
      expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24)
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken.has(`${x} ${y}`), title).toBe(false)
          taken.add(`${x} ${y}`)
        }
      }
    }
  })

  test('asks every panel of the servers that are chosen above it', () => {
    const variables = dashboard.templating.list.map(({ name }) => name)
    expect(variables).toEqual(['datasource', 'job', 'instance'])
    for (const { title, targets = [] } of dashboard.panels) {
      for (const { expr } of targets) expect(expr, title).toContain('job="$job", instance=~"$instance"')
    }
  })
})

describe('the Dockerfile', () => {
  const file = DockerfileParser.parse(readDocument('Dockerfile'))
  const instructions = file.getInstructions()
  const all = (keyword: string) => instructions.filter((one) => one.getKeyword() === keyword)
  const last = (keyword: string): Instruction | undefined => all(keyword).at(-1)

  test('builds in one stage and runs from another, both of a base with a version', () => {
    const from = file.getFROMs()
    expect(from.map((one) => one.getBuildStage())).toEqual(['build', null])
    for (const one of from) expect(one.getImageTag(), one.getImage() ?? '').toMatch(/^(?!latest)[\w.-]+$/)
  })

  test('copies only what is there, and never everything', () => {
    const sources = file.getCOPYs().flatMap((copy) => {
      const from = copy.getFlags().find((flag) => flag.getName() === 'from')
      const paths = copy.getArguments().map((argument) => argument.getValue())
      return from === undefined ? paths.slice(0, -1) : []
    })
    expect(sources.length).toBeGreaterThan(8)
    for (const path of sources) {
      expect(path).not.toBe('.')
      expect(existsSync(join(projectRoot, path)), path).toBe(true)
      expect(statSync(join(projectRoot, path)).isDirectory(), path).toBe(path.endsWith('/'))
    }
  })

  test('gets all of it past .dockerignore, which lets nothing else in', () => {
    const lines = readDocument('.dockerignore').split('\n')
    expect(lines.filter((line) => line !== '' && !line.startsWith('#'))[0]).toBe('*')
    const letIn = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
    const copied = file
      .getCOPYs()
      .filter((copy) => copy.getFlags().length === 0)
      .flatMap((copy) => copy.getArguments().slice(0, -1))
      .map((argument) => argument.getValue().replace(/\/$/, ''))
    const isLetIn = (path: string) => letIn.some((one) => path === one || path.startsWith(`${one}/`))
    expect(copied.filter((path) => !isLetIn(path))).toEqual([])
    const isCopied = (path: string) => copied.some((one) => path === one || one.startsWith(`${path}/`))
    expect(letIn.filter((path) => !isCopied(path))).toEqual([])
  })

  test('copies every package.json that the lock file knows: without them npm ci refuses it', () => {
    const { workspaces } = JSON.parse(readDocument('package.json'))
    const text = readDocument('Dockerfile')
    for (const workspace of workspaces) expect(text).toContain(`COPY ${workspace}/package.json ${workspace}/`)
  })

  test('runs as an ordinary user with a number, never as root', () => {
    const user = last('USER')?.getArguments()[0]?.getValue()
    expect(user).toBe('waymark')
    expect(readDocument('Dockerfile')).toMatch(/useradd --uid \d{5} --gid waymark .* waymark/)
    const order = instructions.map((one) => one.getKeyword())
    expect(order.lastIndexOf('USER')).toBeGreaterThan(order.lastIndexOf('COPY'))
    expect(order.lastIndexOf('USER')).toBeGreaterThan(order.lastIndexOf('RUN'))
  })

  test('passes signals on: what starts is a list, not a line for a shell', () => {
    for (const keyword of ['ENTRYPOINT', 'CMD']) {
      expect(last(keyword)?.getArgumentsContent()).toMatch(/^\[/)
      expect(all(keyword)).toHaveLength(1)
    }
    const [program = ''] = JSON.parse(last('ENTRYPOINT')?.getArgumentsContent() ?? '[]')
    expect(existsSync(join(projectRoot, program.replace('/waymark/', '')))).toBe(true)
    expect(last('STOPSIGNAL')?.getArgumentsContent()).toBe('SIGTERM')
  })

  test('says how healthy it is without a tool that the image lacks', () => {
    const check = last('HEALTHCHECK')?.getRawArgumentsContent() ?? ''
    expect(check).toContain('/health/live')
    expect(check).toMatch(/"\/waymark\/node_modules\/\.bin\/node"/)
    const [, script = ''] = /"-e", ("(?:[^"\\]|\\.)*")\]/.exec(check) ?? []
    expect(() => new Script(JSON.parse(script))).not.toThrow()
  })

  test('fetches nothing by itself, holds no secret and sets variables that exist', () => {
    const text = readDocument('Dockerfile')
    expect(all('ADD')).toEqual([])
    expect(text).not.toMatch(/curl|wget|sudo|https:|PASSWORD|SECRET|TOKEN/)
    expect(all('MAINTAINER')).toEqual([])
    expectKnownVariables(text)
  })
})

describe('the container of compose.yaml', () => {
  const { services, volumes } = parseYaml(readDocument('docs/operate/compose.yaml'))
  const { waymark } = services

  test('is built here, may do little, and is reached from this machine only', () => {
    expect(existsSync(join(projectRoot, 'docs/operate', waymark.build, 'Dockerfile'))).toBe(true)
    expect([waymark.cap_drop, waymark.read_only, waymark.init]).toEqual([['ALL'], true, true])
    for (const port of waymark.ports) expect(port).toMatch(/^127\.0\.0\.1:/)
    expect(waymark.ports.join()).not.toContain(waymark.environment.WAYMARK_METRICS_PORT)
    expect(Number.parseInt(waymark.stop_grace_period, 10)).toBeGreaterThan(10)
  })

  test('keeps its data, and sets variables that the server accepts', () => {
    expect(waymark.volumes).toEqual(['data:/data'])
    expect(Object.keys(volumes)).toEqual(['data'])
    expect(() => readConfig(waymark.environment, '/')).not.toThrow()
    expectKnownVariables(Object.keys(waymark.environment).join(' '))
  })
})

describe('the systemd unit', () => {
  const unit = readDocument('docs/operate/waymark.service')
  const settings = [...unit.matchAll(/^(\w+)=(.*)$/gm)].map(
    ([, name = '', value = '']) => [name, value] as const,
  )
  const valuesOf = (name: string) => settings.filter(([one]) => one === name).map(([, value]) => value)

  test('starts what is there, as a user of its own', () => {
    const [command = ''] = valuesOf('ExecStart')
    expect(command).toBe('/opt/waymark/server/bin/waymark start')
    expect(statSync(join(projectRoot, 'server/bin/waymark')).mode & 0o111).not.toBe(0)
    expect(valuesOf('User')).toEqual(['waymark'])
  })

  test('may write only where systemd makes it a folder', () => {
    expect(valuesOf('ProtectSystem')).toEqual(['strict'])
    const folders = ['StateDirectory', 'CacheDirectory', 'RuntimeDirectory'].flatMap(valuesOf)
    expect(folders).toEqual(['waymark', 'waymark', 'waymark'])
    const variables = valuesOf('Environment').map((variable) => variable.split('=', 2))
    for (const [name, value = ''] of variables) {
      expect(value, name).toMatch(/^\/(?:var\/lib|var\/cache|run)\/waymark/)
    }
    expectKnownVariables(unit)
  })

  test('takes from the process what it does not need, and leaves what JavaScript needs', () => {
    expect(valuesOf('NoNewPrivileges')).toEqual(['yes'])
    expect(valuesOf('CapabilityBoundingSet')).toEqual([''])
    expect(settings.map(([name]) => name)).not.toContain('MemoryDenyWriteExecute')
    for (const setting of ['PrivateDevices', 'ProtectHome', 'ProtectKernelTunables', 'RestrictSUIDSGID']) {
      expect(valuesOf(setting), setting).toEqual(['yes'])
    }
  })

  test('waits longer for a stop than the server needs, and signals the server alone', () => {
    expect(Number(valuesOf('TimeoutStopSec')[0])).toBeGreaterThan(10)
    expect(valuesOf('KillMode')).toEqual(['mixed'])
  })
})

describe.each(['docs/operate/nginx.conf', 'docs/operate/Caddyfile'])('the proxy of %s', (path) => {
  const text = readDocument(path)

  test('hands the address of the client on, and an id that finds the request in both logs', () => {
    expect(text).toMatch(/X-Forwarded-For/)
    expect(text).toMatch(/X-Request-Id (?:\$request_id|\{http\.request\.uuid\})/)
    expect(text).toContain('WAYMARK_TRUST_PROXY=127.0.0.1')
    expect(readConfig({ WAYMARK_TRUST_PROXY: '127.0.0.1' }, '/').trustProxy).toEqual(['127.0.0.1'])
    expectKnownVariables(text)
  })

  test('takes bodies as large as Waymark does, and goes to the port that it listens on', () => {
    const { xperienceMaxBodyBytes, sitecoreMaxBodyBytes, port } = readConfig({}, '/')
    const [, megabytes] = /(?:client_max_body_size|max_size) (\d+)(?:m|MiB)/.exec(text) ?? []
    expect(Number(megabytes) * 2 ** 20).toBe(Math.max(xperienceMaxBodyBytes, sitecoreMaxBodyBytes))
    expect(text).toContain(`127.0.0.1:${port}`)
  })

  test('keeps metrics and health to the inside, and lets go of idle connections before Waymark does', () => {
    expect(text).toMatch(/metrics/)
    expect(text).toMatch(/health/)
    const [, seconds] = /keepalive(?:_timeout)? (\d+)s/.exec(text) ?? []
    expect(Number(seconds) * 1000).toBeLessThan(waymark.app.server.keepAliveTimeout)
  })

  test('has as many braces that close as open', () => {
    expect(text.match(/\{/g)?.length).toBe(text.match(/\}/g)?.length)
  })
})

/** A variable that no server reads would be one that somebody relies on in vain. */
function expectKnownVariables(text: string): void {
  const read = readDocument('server/src/platform/config.ts').match(/(?<=')(?:WAYMARK_\w+|DATABASE_URL)(?=')/g)
  const named = text.match(/\b(?:WAYMARK_[A-Z_]+|DATABASE_URL)\b/g) ?? []
  expect(named.filter((name) => !read?.includes(name))).toEqual([])
}
