import { ApiError } from './api.ts'

interface Asked<Data> {
  readonly state: { readonly data: Data | undefined; readonly error: Error | null }
}

/**
 * A query's `refetchInterval`: while what is there makes it worth while, and until it is refused. What is gone does not
 * come back by itself, and who signs in again asks for everything anew.
 */
export function askEvery(ms: number): (query: Asked<unknown>) => number | false
export function askEvery<Data>(
  ms: number,
  isWorth: (data: Data | undefined) => boolean,
): (query: Asked<Data>) => number | false
export function askEvery<Data>(ms: number, isWorth = (_data: Data | undefined) => true) {
  return ({ state: { data, error } }: Asked<Data>) => (isRefused(error) || !isWorth(data) ? false : ms)
}

function isRefused(error: Error | null): boolean {
  return error instanceof ApiError && [401, 403, 404].includes(error.status)
}
