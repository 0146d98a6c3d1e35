import { parseArgs } from 'node:util'
import type pg from 'pg'
import { readSettings, type Settings } from '../catalogue/settings.ts'
import { type Config, embeddedFolder } from '../platform/config.ts'
import { connectClient } from '../platform/database/connect-client.ts'
import { findApplied } from '../platform/database/migrate.ts'
import { hasEmbedded, openExistingDatabase } from '../platform/database/open-database.ts'
import { findRunning } from '../platform/database/run-file.ts'
import { createLogger, type Logger } from '../platform/logger.ts'
import type { Command } from './command.ts'
import { checkClock } from './doctor/check-clock.ts'
import { checkConfiguration } from './doctor/check-configuration.ts'
import { checkDataFolder } from './doctor/check-data-folder.ts'
import { checkDatabase } from './doctor/check-database.ts'
import { checkFiles } from './doctor/check-files.ts'
import { checkNode } from './doctor/check-node.ts'
import { checkPublicAddress, checkReachable } from './doctor/check-public-address.ts'
import { type Answer, askServer, checkMetricsPort, checkPort, describeServer } from './doctor/check-server.ts'
import { type Finding, ok, problem, reasonOf } from './doctor/finding.ts'
import { listPlaces } from './listening.ts'

export const doctor: Command = {
  help: `Usage: waymark doctor [--json]

Looks at everything that Waymark needs and says what to mend: variables, Node, the data folder and its disk, the
database, the clock, the port, the public address and what stands before it, and the files that variables name. It
changes nothing. Beside a running server it asks that one, too. The exit status is 1 when there is a problem; warnings
may be meant so.

  --json    the same for scripts`,

  async run(args, { verbose, print }) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } })
    const { config, findings } = checkConfiguration(process.env, process.cwd())
    findings.push(checkNode())
    if (config !== null)
      findings.push(...(await examine(config, await createLogger(verbose ? 'info' : 'fatal'))))

    const hasProblem = findings.some(({ level }) => level === 'problem')
    print(values.json ? JSON.stringify({ ok: !hasProblem, checks: findings }, null, 2) : describe(findings))
    return hasProblem ? 1 : 0
  },
}

async function examine(config: Config, logger: Logger): Promise<Finding[]> {
  const { database, settings, hasServer } = await examineDatabase(config, logger)
  const folder = embeddedFolder(config)
  const running = folder === null ? null : await findRunning(folder).catch(() => null)
  const places = listPlaces(config)
  const { port, address } = await checkPort(places.all, running)
  const answer = address === null ? null : await askServer(address)
  const found = tellOnce(database, answer === null ? [] : describeServer(answer, hasServer), answer)
  return [
    ...(folder === null ? [] : await checkDataFolder(folder)),
    ...found.database,
    port,
    ...found.server,
    ...(places.metrics === null ? [] : [await checkMetricsPort(places.metrics)]),
    ...checkPublicAddress(config, settings),
    ...(answer !== null && answer.hindrances?.length === 0 && config.publicUrl !== null
      ? [await checkReachable(config.publicUrl)]
      : []),
    ...(await checkFiles(config, logger)),
  ]
}

/** A database that is away keeps its server from serving: one problem, with what follows from it. */
function tellOnce(
  database: readonly Finding[],
  server: readonly Finding[],
  answer: Answer | null,
): { database: readonly Finding[]; server: readonly Finding[] } {
  const [first] = database
  const isAway = database.length === 1 && first?.level === 'problem'
  if (!isAway || answer === null || (answer.hindrances ?? []).length === 0) return { database, server }
  const message = `${first.message} Until then the server at ${answer.address} answers 503.`
  return {
    database: [{ ...first, message }],
    server: server.filter(({ level }) => level !== 'problem'),
  }
}

interface Examined {
  readonly database: readonly Finding[]
  readonly settings: Settings
  /** Whether a Waymark is connected to it; null where that could not be seen. */
  readonly hasServer: boolean | null
}

async function examineDatabase(config: Config, logger: Logger): Promise<Examined> {
  const nothing = { settings: readSettings([]).settings, hasServer: null }
  try {
    if (config.databaseUrl === null && !(await hasEmbedded(config.dataFolder)))
      return {
        ...nothing,
        hasServer: false,
        database: [ok('database', 'None yet; the first start makes it.')],
      }
    const database = await openExistingDatabase(config, logger)
    try {
      const client = await connectClient(database.connection, 'waymark doctor')
      try {
        const isMigrated = (await findApplied(client)).length > 0
        const stored = isMigrated ? (await client.query('SELECT name, value FROM settings')).rows : []
        return {
          database: [...(await checkDatabase(client)), ...(await checkClock(client, isMigrated))],
          settings: readSettings(stored).settings,
          hasServer: await findServer(client),
        }
      } finally {
        await client.end()
      }
    } finally {
      await database.close()
    }
  } catch (error) {
    return { ...nothing, database: [problem('database', reasonOf(error))] }
  }
}

/** A server holds these two connections for as long as it runs. */
async function findServer(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_stat_activity
                    WHERE datname = current_database()
                      AND application_name = ANY ('{waymark engine,waymark catalogue}')) AS found`,
  )
  return rows[0]?.found ?? false
}

function describe(findings: readonly Finding[]): string {
  const lines = findings.map(({ check, level, message }) => `${level.padEnd(9)}${check.padEnd(16)}${message}`)
  const count = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length
  const [problems, warnings] = [count('problem'), count('warning')]
  return [
    ...lines,
    '',
    `${problems} problem${problems === 1 ? '' : 's'}, ${warnings} warning${warnings === 1 ? '' : 's'}.`,
  ].join('\n')
}
