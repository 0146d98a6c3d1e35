import { resolve } from 'node:path'
import {
  MiB,
  parseBodySize,
  parseHost,
  parseInteger,
  parseOwnPath,
  parsePublicUrl,
  parseTrustProxy,
  takenPaths,
} from './environment-values.ts'
import { type LogLevel, logLevels } from './logger.ts'
import { OperatorError } from './operator-error.ts'

/** What the environment says about this process, read once at the start and handed down. */
export type Config = {
  host: string
  /** 0 lets the system choose a free port. */
  port: number
  /** Where `/metrics` has a port of its own; null: on the port of everything else. */
  metricsHost: string
  metricsPort: number | null
  /** An external PostgreSQL; null for the embedded one. */
  databaseUrl: string | null
  /** Absolute. */
  dataFolder: string
  /** Absolute; applied at every start. */
  provisionFile: string | null
  /** The path of a file, or the name of a package, as it was given. */
  plugins: string | null
  /** The address that visitors see, without a slash at the end; null: derived from the request. */
  publicUrl: string | null
  /** Whose forwarded headers count: nobody's, those of the nearest n proxies, or of these addresses and CIDR ranges. */
  trustProxy: false | number | string[]
  /** Begins with a slash, does not end with one. */
  sitecorePath: string
  sitecoreMaxBodyBytes: number
  xperienceMaxBodyBytes: number
  /** A MaxMind database (.mmdb) that tells where addresses are: absolute; null: nowhere. */
  geoIpFile: string | null
  logLevel: LogLevel
}

type Variable<Value> = {
  /** The names it goes by, the first that is set counts. An empty value counts as not set. */
  names: [string, ...string[]]
  default: Value
  /** For `waymark start --help`. */
  meaning: string
  /** Completes "X must be …". */
  accepts: string
  /** The value that the text means, or undefined when it means none. */
  parse(text: string, cwd: string): Value | undefined
  /** Never repeated in a message. */
  secret?: true
}

/**
 * Every variable with its names, unit, default and range. Parsers are our own: the conversion of a schema library
 * takes `true` for port 1 and `4.7` for port 4.
 */
const variables: { [Name in keyof Config]: Variable<Config[Name]> } = {
  host: {
    names: ['WAYMARK_HOST', 'HOST'],
    default: '127.0.0.1',
    meaning: 'where to listen',
    accepts: 'an IP address or a host name to listen on, such as 127.0.0.1 or 0.0.0.0',
    parse: parseHost,
  },
  port: {
    names: ['WAYMARK_PORT', 'PORT'],
    default: 4100,
    meaning: 'the port to listen on; 0 picks a free one',
    accepts: 'a port from 0 to 65535 (0 picks a free one)',
    parse: (text) => parseInteger(text, 0, 65_535),
  },
  metricsHost: {
    names: ['WAYMARK_METRICS_HOST'],
    default: '127.0.0.1',
    meaning: 'where to listen for metrics alone',
    accepts: 'an IP address or a host name to listen on, such as 127.0.0.1 or 0.0.0.0',
    parse: parseHost,
  },
  metricsPort: {
    names: ['WAYMARK_METRICS_PORT'],
    default: null,
    meaning: 'a port for /metrics alone, without a token; 0 picks a free one',
    accepts: 'a port from 0 to 65535 (0 picks a free one)',
    parse: (text) => parseInteger(text, 0, 65_535),
  },
  databaseUrl: {
    names: ['DATABASE_URL'],
    default: null,
    meaning: 'a PostgreSQL 15 or newer of your own, instead of the embedded one',
    accepts: 'an address such as postgresql://user:password@host:5432/database',
    parse: (text) => (/^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? '') ? text : undefined),
    secret: true,
  },
  dataFolder: {
    names: ['WAYMARK_DATA'],
    default: './data',
    meaning: 'the embedded database and its secrets',
    accepts: 'the path of a folder',
    parse: (text, cwd) => resolve(cwd, text),
  },
  provisionFile: {
    names: ['WAYMARK_PROVISION'],
    default: null,
    meaning: 'a provisioning file applied at every start',
    accepts: 'the path of a provisioning file',
    parse: (text, cwd) => resolve(cwd, text),
  },
  plugins: {
    names: ['WAYMARK_PLUGINS'],
    default: null,
    meaning: 'a module with processors and hooks of your own',
    accepts: 'the path of a TypeScript or JavaScript file, or the name of an npm package',
    parse: (text) => text,
  },
  publicUrl: {
    names: ['WAYMARK_PUBLIC_URL'],
    default: null,
    meaning: 'the external address, when it cannot be derived from requests',
    accepts: 'an address such as https://track.example.com',
    parse: parsePublicUrl,
  },
  trustProxy: {
    names: ['WAYMARK_TRUST_PROXY'],
    default: false,
    meaning: 'how many proxies, or which addresses, may say who the client is',
    accepts:
      'off, the number of proxies in front (1 to 32), or addresses and CIDR ranges such as 10.0.0.0/8,::1',
    parse: parseTrustProxy,
  },
  sitecorePath: {
    names: ['WAYMARK_SITECORE_PATH'],
    default: '/sitecore/api/jss/track',
    meaning: 'where the Sitecore API is served',
    accepts: `a path such as /sitecore/api/jss/track that does not begin with ${takenPaths.join(', ')} or end with /consent`,
    parse: parseOwnPath,
  },
  sitecoreMaxBodyBytes: {
    names: ['WAYMARK_SITECORE_MAX_BODY'],
    default: MiB,
    meaning: 'the largest body of a Sitecore request',
    accepts: 'a size of at most 1024MiB in bytes, KiB or MiB, such as 1048576 or 1MiB',
    parse: parseBodySize,
  },
  xperienceMaxBodyBytes: {
    names: ['WAYMARK_XPERIENCE_MAX_BODY'],
    default: 10 * MiB,
    meaning: 'the largest body of an Xperience request',
    accepts: 'a size of at most 1024MiB in bytes, KiB or MiB, such as 10485760 or 10MiB',
    parse: parseBodySize,
  },
  geoIpFile: {
    names: ['WAYMARK_GEOIP'],
    default: null,
    meaning: 'a MaxMind database (.mmdb) of places; without it visits have no location',
    accepts: 'the path of a MaxMind database (.mmdb)',
    parse: (text, cwd) => resolve(cwd, text),
  },
  logLevel: {
    names: ['WAYMARK_LOG_LEVEL'],
    default: 'info',
    meaning: logLevels.join(', '),
    accepts: `one of ${logLevels.join(', ')}`,
    parse: (text) => logLevels.find((level) => level === text.toLowerCase()),
  },
}

/** What is wrong with the environment: a sentence for each variable, which names it, its value and what is accepted. */
export class ConfigError extends OperatorError {
  override readonly name = 'ConfigError'
  readonly mistakes: readonly string[]

  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'), { exitStatus: 2 })
    this.mistakes = mistakes
  }
}

/** Where the embedded PostgreSQL has its files; null with a PostgreSQL of the operator's own. */
export function embeddedFolder({
  databaseUrl,
  dataFolder,
}: Pick<Config, 'databaseUrl' | 'dataFolder'>): string | null {
  return databaseUrl === null ? dataFolder : null
}

/** Reads the environment, or throws a {@link ConfigError} that names all that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv, cwd: string): Config {
  const mistakes: string[] = []
  const read = <Value>(variable: Variable<Value>) => readVariable(variable, env, cwd, mistakes)
  const config = {
    host: read(variables.host),
    port: read(variables.port),
    metricsHost: read(variables.metricsHost),
    metricsPort: read(variables.metricsPort),
    databaseUrl: read(variables.databaseUrl),
    dataFolder: resolve(cwd, read(variables.dataFolder)),
    provisionFile: read(variables.provisionFile),
    plugins: read(variables.plugins),
    publicUrl: read(variables.publicUrl),
    trustProxy: read(variables.trustProxy),
    sitecorePath: read(variables.sitecorePath),
    sitecoreMaxBodyBytes: read(variables.sitecoreMaxBodyBytes),
    xperienceMaxBodyBytes: read(variables.xperienceMaxBodyBytes),
    geoIpFile: read(variables.geoIpFile),
    logLevel: read(variables.logLevel),
  }
  if (mistakes.length > 0) throw new ConfigError(mistakes)
  return config
}

/** A line per variable: its names, what it means and its default, if it has one. */
export function describeVariables(): string {
  const rows = Object.values(variables).map((variable) => {
    const value = formatDefault(variable.default)
    const meaning = value === null ? variable.meaning : `${variable.meaning} (default: ${value})`
    return { names: variable.names.join(', else '), meaning }
  })
  const width = Math.max(...rows.map(({ names }) => names.length))
  return rows.map(({ names, meaning }) => `  ${names.padEnd(width)}  ${meaning}`).join('\n')
}

/** The names of all variables. */
export const variableNames: readonly string[] = Object.values(variables).flatMap(({ names }) => names)

function formatDefault(value: Config[keyof Config]): string | null {
  if (value === null) return null
  if (value === false) return 'off'
  return typeof value === 'number' && value >= MiB ? `${value / MiB}MiB` : String(value)
}

function readVariable<Value>(
  variable: Variable<Value>,
  env: NodeJS.ProcessEnv,
  cwd: string,
  mistakes: string[],
): Value {
  const name = variable.names.find((candidate) => env[candidate]?.trim())
  if (name === undefined) return variable.default
  const text = env[name]?.trim() ?? ''
  const value = variable.parse(text, cwd)
  if (value !== undefined) return value
  const shown = variable.secret ? 'The value (not shown, it may hold a password)' : JSON.stringify(text)
  mistakes.push(`${name}: ${shown} is not accepted. It must be ${variable.accepts}.`)
  return variable.default
}
