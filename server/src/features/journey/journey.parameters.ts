import { defineParameters, integerParameter, timeParameter } from '../shared/parameters.ts'

export const journeyParameters = defineParameters({
  from: timeParameter('Where the picture begins; without it at the first activity.'),
  to: timeParameter('Where the picture ends, exclusive; without it now.'),
  width: integerParameter({
    description: 'How wide the picture is, in pixels: marks that it could not tell apart come as one.',
    minimum: 200,
    maximum: 4000,
    absent: 1000,
  }),
})
