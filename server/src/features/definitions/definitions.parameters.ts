import { definitionKinds } from '../../domain/kinds.ts'
import { choicesParameter } from '../shared/list-parameters.ts'
import { defineParameters, textParameter } from '../shared/parameters.ts'
import { setUpPageParameters } from '../shared/set-up-pages.ts'

export const definitionParameters = defineParameters({
  ...setUpPageParameters,
  kind: choicesParameter({
    description: 'Only of these kinds, separated by commas.',
    choices: definitionKinds,
  }),
  search: textParameter({
    description: 'Only those with this in their name or display name, in any case.',
    maxLength: 200,
  }),
  near: textParameter({
    description:
      'Did you mean: of each kind the one that has this id or name, else the one whose name is most like it, if any is. The likeliest first, on one page.',
    maxLength: 200,
  }),
})
