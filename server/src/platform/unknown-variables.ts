import { variableNames } from './config.ts'
import { findNearestName } from './nearest-name.ts'

/** Not the server's, and set where its clients run: the guides of docs/integrate/ keep the address in it. */
const ofClients = ['WAYMARK_URL']

/** A sentence for each variable that looks like one of Waymark's and is none, so that a misspelt name is not lost. */
export function describeUnknownVariables(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env)
    .filter((name) => /^WAYMARK_/i.test(name) && !variableNames.includes(name) && !ofClients.includes(name))
    .sort()
    .map((name) => {
      const meant = findNearestName(name.toUpperCase(), variableNames, 'WAYMARK_')
      const hint = meant === null ? 'waymark start --help lists those that do.' : `Did you mean ${meant}?`
      return `${name} has no effect. ${hint}`
    })
}
