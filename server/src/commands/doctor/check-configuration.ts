import { type Config, ConfigError, readConfig } from '../../platform/config.ts'
import { describeUnknownVariables } from '../../platform/unknown-variables.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

/** Every variable, those that are wrong and those that are none. Without a configuration nothing else can be looked at. */
export function checkConfiguration(
  env: NodeJS.ProcessEnv,
  cwd: string,
): { config: Config | null; findings: Finding[] } {
  const unknown = describeUnknownVariables(env).map((sentence) => warning('variables', sentence))
  try {
    const config = readConfig(env, cwd)
    return { config, findings: unknown.length > 0 ? unknown : [ok('variables', 'All are understood.')] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const mistakes = error.mistakes.map((mistake) => problem('variables', mistake))
    return { config: null, findings: [...mistakes, ...unknown] }
  }
}
