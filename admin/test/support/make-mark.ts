import type { Mark } from '../../src/features/profile/timeline/journey.api.ts'

/** A mark of a journey that stands for one thing at one moment. */
export function makeMark(kind: Mark['kind'], at: number, more: Partial<Mark> = {}): Mark {
  return {
    kind,
    id: `${kind} ${at}`,
    visitId: '',
    at,
    from: at,
    until: at,
    count: 1,
    names: [],
    points: 0,
    monetary: {},
    pageViews: 0,
    url: null,
    robot: false,
    open: false,
    ...more,
  }
}
