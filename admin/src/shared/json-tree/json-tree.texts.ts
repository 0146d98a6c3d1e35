import { defineTexts } from '../define-texts.ts'

export const useJsonTreeTexts = defineTexts({
  search: 'Search in it',
  nothing: 'Nothing in it says “{{part}}”.',
  open: 'Open {{name}}',
  close: 'Close {{name}}',
  whole: 'all of it',
  members_one: '{{count}} member',
  members_other: '{{count}} members',
  path: 'path {{path}}',
  copyAll: 'Copy JSON',
})
