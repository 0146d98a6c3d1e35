import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** Ends a run with "N passed, N failed" alone on a line, for whoever reads it by machine. */
export class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test: TestCase) => test.result().state),
    )
    const count = (state: string) => states.filter((candidate) => candidate === state).length
    // A file that cannot be loaded has no tests to fail.
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandledErrors.length
    const skipped = count('skipped')
    const line = `${count('passed')} passed, ${count('failed') + broken} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
    // After the summary of the reporter before this one, which is written in the same moment.
    setImmediate(() => process.stdout.write(`${line}\n`))
  }
}
