/**
 * Writes databases of places as MaxMind does (the format MMDB 2.0), small ones for tests: a search tree over the bits
 * of addresses, whose leaves point at records.
 */

type Value = string | number | { readonly [name: string]: Value } | readonly Value[]

/** Addresses by the bits of their network: IPv4 networks, and IPv6 ones in their long notation. */
export type Places = Readonly<Record<string, Value>>

export function city(country: string, region: string, name: string): Value {
  return {
    country: { iso_code: country, names: { en: `The country ${country}`, de: 'Ein Land' } },
    subdivisions: [{ iso_code: 'X', names: { en: region } }, { names: { en: 'A county' } }],
    city: { names: { de: 'Eine Stadt', en: name } },
    location: { latitude: 1, longitude: 2 },
  }
}

export function writePlaces(places: Places): Buffer {
  const tree: Node = {}
  const records: Buffer[] = []
  let recordsSize = 0
  for (const [network, value] of Object.entries(places)) {
    addLeaf(tree, bitsOf(network), recordsSize)
    const record = encode(value)
    records.push(record)
    recordsSize += record.length
  }
  const nodes = listNodes(tree)
  const metadata = {
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_700_000_000,
    database_type: 'Test-City',
    description: { en: 'Places for tests' },
    ip_version: 6,
    languages: ['en'],
    node_count: nodes.length,
    record_size: 32,
  }
  return Buffer.concat([
    ...nodes.map((node) => encodeNode(node, nodes)),
    Buffer.alloc(16),
    ...records,
    Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'),
    encode(metadata),
  ])
}

interface Node {
  left?: Node | number
  right?: Node | number
}

/** IPv4 stands behind 96 zero bits. */
function bitsOf(network: string): string {
  const [address = '', length = ''] = network.split('/')
  const isIpv4 = address.includes('.')
  const [parts, radix, width] = isIpv4 ? [address.split('.'), 10, 8] : [address.split(':'), 16, 16]
  const bits = parts.map((part) => Number.parseInt(part, radix).toString(2).padStart(width, '0')).join('')
  return (isIpv4 ? '0'.repeat(96) : '') + bits.slice(0, Number(length))
}

function addLeaf(root: Node, bits: string, record: number): void {
  let node = root
  for (const [depth, bit] of [...bits].entries()) {
    const side = bit === '0' ? 'left' : 'right'
    if (depth === bits.length - 1) node[side] = record
    else {
      const child = node[side] ?? {}
      if (typeof child === 'number') throw new Error('One network is inside another.')
      node[side] = child
      node = child
    }
  }
}

function listNodes(root: Node): Node[] {
  const nodes = [root]
  for (const { left, right } of nodes) {
    for (const child of [left, right]) if (typeof child === 'object') nodes.push(child)
  }
  return nodes
}

function encodeNode({ left, right }: Node, nodes: readonly Node[]): Buffer {
  const bytes = Buffer.alloc(8)
  for (const [place, child] of [left, right].entries()) {
    const pointer =
      child === undefined
        ? nodes.length
        : typeof child === 'number'
          ? nodes.length + 16 + child
          : nodes.indexOf(child)
    bytes.writeUInt32BE(pointer, place * 4)
  }
  return bytes
}

/** Types of the data section by their numbers; those above 7 stand in a second byte. */
function encode(value: Value): Buffer {
  if (typeof value === 'string') {
    const text = Buffer.from(value)
    return Buffer.concat([control(2, text.length), text])
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return Buffer.concat([control(6, 4), bytes])
  }
  if (Array.isArray(value)) return Buffer.concat([control(11, value.length), ...value.map(encode)])
  const members = Object.entries(value)
  return Buffer.concat([
    control(7, members.length),
    ...members.flatMap(([name, member]) => [encode(name), encode(member)]),
  ])
}

function control(type: number, size: number): Buffer {
  if (size > 28) throw new Error('Larger than a test needs.')
  return type > 7 ? Buffer.from([size, type - 7]) : Buffer.from([(type << 5) | size])
}
