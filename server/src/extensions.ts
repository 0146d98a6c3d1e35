import { loadPlugins, type Plugins } from './pipeline/load-plugins.ts'
import type { Config } from './platform/config.ts'
import type { Logger } from './platform/logger.ts'
import { type Locations, openLocations } from './platform/recognition/open-locations.ts'
import { sitecoreChain } from './tracking-apis/sitecore/chain.ts'
import { xperienceChain } from './tracking-apis/xperience/chain.ts'

/** Files of the operator's that Waymark works with. */
export interface Extensions {
  readonly plugins: Plugins
  readonly locations: Locations
}

/**
 * Loads plug-ins and places. Call it before the database is opened: one that cannot be used, after an upgrade for
 * instance, must not leave a database behind that the version before does not know (docs/operate/upgrading.md).
 *
 * @throws OperatorError that names the variable and the reason.
 */
export async function openExtensions(
  config: Pick<Config, 'plugins' | 'geoIpFile'>,
  logger: Logger,
): Promise<Extensions> {
  const plugins = await loadPlugins(config.plugins, { sitecore: sitecoreChain, xperience: xperienceChain })
  const names = describePlugins(plugins)
  if (names !== '') logger.info(`Plug-ins loaded: ${names}`)
  return { plugins, locations: await openLocations({ file: config.geoIpFile, logger }) }
}

function describePlugins({ processors, hooks }: Plugins): string {
  return [
    ...[...processors].map(({ name, api }) => `${name} (${api})`),
    ...hooks.map(({ name }) => `${name} (hook)`),
  ].join(', ')
}
