import { defineParameters, textParameter } from '../shared/parameters.ts'

export const apiKeyParameters = defineParameters({
  channel: textParameter({
    description: 'Only those of this channel: its GUID or its code name.',
    maxLength: 200,
  }),
})
