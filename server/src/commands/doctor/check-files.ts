import { readFile } from 'node:fs/promises'
import { readDocument } from '../../catalogue/provisioning/read-document.ts'
import { loadPlugins } from '../../pipeline/load-plugins.ts'
import type { Config } from '../../platform/config.ts'
import type { Logger } from '../../platform/logger.ts'
import { openLocations } from '../../platform/recognition/open-locations.ts'
import { sitecoreChain } from '../../tracking-apis/sitecore/chain.ts'
import { xperienceChain } from '../../tracking-apis/xperience/chain.ts'
import { type Finding, ok, problem, reasonOf } from './finding.ts'

type Named = Pick<Config, 'plugins' | 'geoIpFile' | 'provisionFile'>

/** The files that variables name, read as the start reads them. */
export async function checkFiles(
  { plugins, geoIpFile, provisionFile }: Named,
  logger: Logger,
): Promise<Finding[]> {
  const findings: Finding[] = []
  const look = async (check: string, read: () => Promise<string>) => {
    findings.push(
      await read().then(
        (message) => ok(check, message),
        (error: unknown) => problem(check, reasonOf(error)),
      ),
    )
  }
  if (plugins !== null) {
    await look('plug-ins', async () => {
      const loaded = await loadPlugins(plugins, { sitecore: sitecoreChain, xperience: xperienceChain })
      return `${loaded.processors.size} processors and ${loaded.hooks.length} hooks of ${plugins} can be used.`
    })
  }
  if (geoIpFile !== null) {
    await look('locations', async () => {
      const locations = await openLocations({ file: geoIpFile, logger })
      locations.close()
      return `${geoIpFile} can be read.`
    })
  }
  if (provisionFile !== null) {
    await look('provisioning', async () => {
      readDocument(await readFile(provisionFile))
      return `${provisionFile} can be read; whether it fits what is there shows when it is applied.`
    })
  }
  return findings
}
