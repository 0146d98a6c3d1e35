import type { DemoWork } from '../../src/features/demo/demo-work.ts'

/** For tests that have nothing to do with the demo. */
export const restingDemo: DemoWork = {
  current: null,
  failure: null,
  load: () => false,
  remove: () => false,
  close: async () => {},
}
