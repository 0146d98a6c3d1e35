import { type Finding, ok, problem } from './finding.ts'

/** The major version that the lock file pins: older ones lack what the sources use. */
const oldestNode = 26

export function checkNode(version = process.versions.node): Finding {
  return Number.parseInt(version, 10) >= oldestNode
    ? ok('node', `Node ${version}.`)
    : problem(
        'node',
        `This is Node ${version}; Waymark needs ${oldestNode}. Start it with npm start or server/bin/waymark, which bring it along.`,
      )
}
