import type pg from 'pg'
import { migrationsTable } from '../database/migrate.ts'
import type { BackupHeader } from './backup-format.ts'

/** Values are written and read the same way by every PostgreSQL, whatever its own settings. */
export const portableSession = `
  SET client_encoding = 'UTF8';
  SET datestyle = 'ISO, YMD';
  SET intervalstyle = 'postgres';
  SET timezone = 'UTC';
  SET extra_float_digits = 3;
  SET bytea_output = 'hex';
  SET statement_timeout = 0;
  SET idle_in_transaction_session_timeout = 0;
`

export type Table = { name: string; columns: string[]; bytes: number }

/** Tables with rows of their own, each behind those that its foreign keys lead to; partitions belong to theirs. */
export async function listTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table & { needs: string[] }>(
    `SELECT c.relname AS name,
       ARRAY(SELECT a.attname::text FROM pg_attribute a
             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
             ORDER BY a.attnum) AS columns,
       ARRAY(SELECT r.relname::text FROM pg_constraint f JOIN pg_class r ON r.oid = f.confrelid
             WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS needs,
       coalesce((SELECT sum(pg_table_size(t.relid))::bigint FROM pg_partition_tree(c.oid) t), pg_table_size(c.oid)) AS bytes
     FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname <> $1
     ORDER BY c.relname`,
    [migrationsTable],
  )
  return sortByNeed(rows)
}

function sortByNeed<Item extends { name: string; needs: string[] }>(items: readonly Item[]): Item[] {
  const sorted = new Set<Item>()
  const add = (item: Item | undefined) => {
    if (item === undefined || sorted.has(item)) return
    for (const name of item.needs) add(items.find((other) => other.name === name))
    sorted.add(item)
  }
  for (const item of items) add(item)
  return [...sorted]
}

export async function listPartitions(client: pg.Client): Promise<BackupHeader['partitions']> {
  const { rows } = await client.query(
    `SELECT parent.relname AS parent, child.relname AS name, pg_get_expr(child.relpartbound, child.oid) AS bound
     FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid JOIN pg_class parent ON parent.oid = inhparent
     WHERE child.relispartition AND child.relkind = 'r' AND child.relnamespace = 'public'::regnamespace
     ORDER BY child.relname`,
  )
  return rows
}

export async function listSequences(client: pg.Client): Promise<BackupHeader['sequences']> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `SELECT c.relname AS table, a.attname AS column,
       pg_get_serial_sequence(format('public.%I', c.relname), a.attname) AS sequence
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attidentity <> ''
     ORDER BY c.relname, a.attname`,
  )
  const sequences = []
  for (const { table, column, sequence } of rows) {
    // The name comes from PostgreSQL, quoted where it has to be.
    const state = await client.query(
      `SELECT last_value::text AS last, is_called AS "isCalled" FROM ${sequence}`,
    )
    sequences.push({ table, column, ...state.rows[0] })
  }
  return sequences
}
