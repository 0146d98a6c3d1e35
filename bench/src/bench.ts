import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Line } from './table.ts'

/** What every measurement needs. */
export interface Bench {
  /** How long one figure is measured. */
  readonly seconds: number
  readonly isQuick: boolean
  /** Fill databases as far as the figures are promised for, which takes minutes. */
  readonly isLarge: boolean
  /** Tells whoever waits. */
  readonly say: (text: string) => void
  readonly add: (line: Line) => void
  /** A folder for a Waymark of its own, removed in the end. */
  makeFolder(): string
}

export function openBench(options: Pick<Bench, 'seconds' | 'isQuick' | 'isLarge' | 'say'>): Bench & {
  readonly lines: readonly Line[]
  close(): void
} {
  const lines: Line[] = []
  const folders: string[] = []
  return {
    ...options,
    lines,
    add: (line) => void lines.push(line),
    makeFolder() {
      const folder = mkdtempSync(join(tmpdir(), 'waymark-bench-'))
      folders.push(folder)
      return folder
    },
    close() {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
