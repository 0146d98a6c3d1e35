const asOneMs = 1_000

/**
 * Listens for SIGTERM and SIGINT. npm and terminals deliver them two or three times within milliseconds, so those of
 * one second count as one; a later one means that somebody has lost patience, and the process ends at once.
 */
export function listenForStop(exit: (status: number) => void): {
  requested: Promise<void>
  isRequested(): boolean
} {
  let firstAt: number | null = null
  const requested = new Promise<void>((resolve) => {
    const onSignal = () => {
      const now = performance.now()
      if (firstAt === null) {
        firstAt = now
        resolve()
      } else if (now - firstAt > asOneMs) {
        exit(1)
      }
    }
    process.on('SIGTERM', onSignal)
    process.on('SIGINT', onSignal)
  })
  return { requested, isRequested: () => firstAt !== null }
}
