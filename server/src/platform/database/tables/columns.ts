import type { ColumnType } from 'kysely'

/** timestamptz: read as a Date (milliseconds), written as a Date or as RFC 3339 text. */
export type Timestamp = ColumnType<Date, Date | string, Date | string>
export type NullableTimestamp = ColumnType<
  Date | null,
  Date | string | null | undefined,
  Date | string | null
>
/** date: `YYYY-MM-DD`, never moved by a time zone. */
export type Day = string
/** jsonb: read as a value, written as JSON text. */
export type Json<Value> = ColumnType<Value, string, string>
export type JsonWithDefault<Value> = ColumnType<Value, string | undefined, string>
/** numeric: decimal text, exact. */
export type Numeric = string
/** A tracking API: 1 Sitecore, 2 Xperience. */
export type ApiNumber = number
/** A column that may be left out of an insert because it may be null. */
export type Nullable<Value> = ColumnType<Value | null, Value | null | undefined, Value | null>
