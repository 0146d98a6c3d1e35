import pg from 'pg'
import type { DatabaseConnection } from './connection.ts'

const int8 = pg.types.builtins.INT8
const date = pg.types.builtins.DATE

/** bigint as number: nothing that Waymark counts comes near 2^53. A date stays text, it has no time zone to be moved by. */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (format !== 'binary' && oid === int8) return Number
    if (format !== 'binary' && oid === date) return (text: string) => text
    return pg.types.getTypeParser(oid, format)
  },
}

/** The settings of every connection that Waymark opens, pooled or not. */
export function clientConfig(connection: DatabaseConnection, applicationName = 'waymark'): pg.ClientConfig {
  return { ...connection, application_name: applicationName, types: typeParsers }
}
