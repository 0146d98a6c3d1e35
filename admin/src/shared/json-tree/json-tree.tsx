import { Group, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconChevronRight, IconSearch } from '@tabler/icons-react'
import { type CSSProperties, useMemo, useState } from 'react'
import { CopyButton } from '../copy-button.tsx'
import { findPaths, type JsonNode, listNodes } from './json-nodes.ts'
import classes from './json-tree.module.css'
import { useJsonTreeTexts } from './json-tree.texts.ts'

/** Deeper down what is larger than this is closed at first. */
const OPEN_DEPTH = 3
const OPEN_SIZE = 60
/** Fewer lines are searched by eye. */
const SEARCH_FROM = 12

/** JSON as a tree that opens and closes, with a search and the path of each value to copy. `marked` are paths at fault. */
export function JsonTree({
  value,
  label,
  marked = [],
}: {
  value: unknown
  label: string
  marked?: readonly string[]
}) {
  const text = useJsonTreeTexts()
  const [part, setPart] = useState('')
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const found = useMemo(() => (part === '' ? null : findPaths(value, part)), [value, part])
  const isOpen = (node: JsonNode) =>
    found?.has(node.path) ||
    turned.has(node.path) !== (node.depth < OPEN_DEPTH && (node.size ?? 0) <= OPEN_SIZE)
  const nodes = listNodes(value, isOpen).filter(({ path }) => found === null || found.has(path))

  function turn(path: string): void {
    const next = new Set(turned)
    if (!next.delete(path)) next.add(path)
    setTurned(next)
  }

  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        {nodes.length >= SEARCH_FROM || part !== '' ? (
          <TextInput
            size="xs"
            type="search"
            aria-label={text('search')}
            placeholder={text('search')}
            leftSection={<IconSearch size={14} aria-hidden />}
            value={part}
            onChange={(event) => setPart(event.currentTarget.value)}
          />
        ) : (
          <span />
        )}
        <CopyButton value={JSON.stringify(value, null, 2)} name={label} label={text('copyAll')} />
      </Group>
      {nodes.length === 0 && (
        <Text size="sm" c="dimmed" role="status">
          {text('nothing', { part })}
        </Text>
      )}
      <ul className={classes.tree} aria-label={label}>
        {nodes.map((node) => (
          <Line
            key={node.path}
            node={node}
            isOpen={isOpen(node)}
            isMarked={marked.includes(node.path)}
            onTurn={() => turn(node.path)}
          />
        ))}
      </ul>
    </Stack>
  )
}

function Line({
  node,
  isOpen,
  isMarked,
  onTurn,
}: {
  node: JsonNode
  isOpen: boolean
  isMarked: boolean
  onTurn: () => void
}) {
  const text = useJsonTreeTexts()
  const { path, name, value, depth, size } = node
  const called = path === '' ? text('whole') : path
  return (
    <li
      className={classes.line}
      style={{ '--depth': depth } as CSSProperties}
      data-marked={isMarked || undefined}
    >
      {size === null || size === 0 ? (
        <span className={classes.leaf} />
      ) : (
        <UnstyledButton
          className={classes.toggle}
          aria-expanded={isOpen}
          aria-label={text(isOpen ? 'close' : 'open', { name: called })}
          onClick={onTurn}
        >
          <IconChevronRight size={14} aria-hidden />
        </UnstyledButton>
      )}
      <span className={classes.content}>
        {name !== '' && <span className={classes.name}>{`${name}: `}</span>}
        {size === null ? <Leaf value={value} /> : <Size value={value} size={size} />}
      </span>
      {path !== '' && (
        <span className={classes.copy}>
          <CopyButton value={path} name={text('path', { path })} />
        </span>
      )}
    </li>
  )
}

/** What visitors sent is text, in its own direction. */
function Leaf({ value }: { value: unknown }) {
  if (typeof value === 'string')
    return (
      <bdi className={classes.string} dir="auto">
        {JSON.stringify(value)}
      </bdi>
    )
  return <span className={classes.plain}>{String(value)}</span>
}

function Size({ value, size }: { value: unknown; size: number }) {
  const text = useJsonTreeTexts()
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  if (size === 0) return <span className={classes.plain}>{`${open}${close}`}</span>
  return <span className={classes.size}>{`${open} ${text('members', { count: size })} ${close}`}</span>
}
