import { EngineUnavailable } from '../contract.ts'

/** Less than two seconds, like the engine's own patience: the reader's own limits are for long lists. */
const PATIENCE_MS = 1_700

/**
 * What a tracking API reads on the way of a request. @throws EngineUnavailable when the database has not answered in
 * time: it is gone without a word, or has no connection to spare.
 */
export async function answerInTime<Result>(reading: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new EngineUnavailable('The database does not answer.')), PATIENCE_MS)
  })
  try {
    return await Promise.race([reading, late])
  } finally {
    clearTimeout(timer)
  }
}
