import { defineTexts } from '../define-texts.ts'

export const useRepairTexts = defineTexts({
  allow: 'Allow {{origin}}',
  allowed:
    '{{origin}} is allowed now. Send it again: browsers may remember the refusal for ten minutes, a reload of the page helps.',
  allowedHere: 'Added to {{places}}.',
  define_goal: 'Create the goal {{name}}',
  define_event: 'Create the event {{name}}',
  define_outcome: 'Create the outcome {{name}}',
  define_campaign: 'Create the campaign {{name}}',
  define_activityType: 'Create the activity type {{name}}',
  undo: 'Undo',
  defined: '“{{name}}” is defined now.',
  sendAgain: 'Send it again.',
  nameOfId: 'Name for this id',
  nameIsTyped: 'Give it a name first.',
  kind_goal: 'goal',
  kind_event: 'event',
  kind_outcome: 'outcome',
  kind_campaign: 'campaign',
  kind_activityType: 'activity type',
  didYouMean: 'Did you mean {{name}}?',
  otherKind: 'There is a {{kind}} of this name: {{name}}. Send it as {{member}}.',
})
