/** A value of JSON as people look at it: a line of a tree. */
export interface JsonNode {
  /** As code would reach it from the whole: `activities[1].type`. */
  readonly path: string
  /** Name of the member, or its place in the list; empty for the whole. */
  readonly name: string
  readonly value: unknown
  readonly depth: number
  /** How many members it has; null for what has none by its nature. */
  readonly size: number | null
}

/** A list of thousands is no help on a screen. */
const MAX_NODES = 2_000
const PLAIN_NAME = /^[A-Za-z_$][\w$]*$/

/** The lines of a tree in order: those below a node only where `isOpen` says so. */
export function listNodes(value: unknown, isOpen: (node: JsonNode) => boolean): JsonNode[] {
  const nodes: JsonNode[] = []
  add('', '', value, 0)
  return nodes

  function add(path: string, name: string, value: unknown, depth: number): void {
    if (nodes.length >= MAX_NODES) return
    const members = listMembers(value)
    const node = { path, name, value, depth, size: members?.length ?? null }
    nodes.push(node)
    if (members === null || !isOpen(node)) return
    for (const [member, child] of members) add(pathOf(path, member, value), member, child, depth + 1)
  }
}

/** The paths of what contains a text, and of all above it. */
export function findPaths(value: unknown, part: string): ReadonlySet<string> {
  const wanted = part.toLowerCase()
  const found = new Set<string>()
  search('', '', value, 0)
  return found

  function search(path: string, name: string, value: unknown, depth: number): boolean {
    const members = depth > 64 ? null : listMembers(value)
    let isFound = name.toLowerCase().includes(wanted)
    if (members === null) isFound ||= String(value).toLowerCase().includes(wanted)
    else
      for (const [member, child] of members)
        isFound = search(pathOf(path, member, value), member, child, depth + 1) || isFound
    if (isFound) found.add(path)
    return isFound
  }
}

function listMembers(value: unknown): [string, unknown][] | null {
  if (typeof value !== 'object' || value === null) return null
  return Array.isArray(value) ? value.map((member, index) => [String(index), member]) : Object.entries(value)
}

function pathOf(path: string, member: string, parent: unknown): string {
  if (Array.isArray(parent)) return `${path}[${member}]`
  if (!PLAIN_NAME.test(member)) return `${path}[${JSON.stringify(member)}]`
  return path === '' ? member : `${path}.${member}`
}
