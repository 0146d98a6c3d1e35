import { defineParameters, textParameter } from '../shared/parameters.ts'
import { setUpPageParameters } from '../shared/set-up-pages.ts'

export const apiKeyParameters = defineParameters({
  ...setUpPageParameters,
  channel: textParameter({
    description: 'Only those of this channel: its GUID or its code name.',
    maxLength: 200,
  }),
})
