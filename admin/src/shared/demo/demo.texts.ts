import { defineTexts } from '../define-texts.ts'

export const useDemoTexts = defineTexts({
  offerTitle: 'Look around with made-up visitors',
  offer:
    'Load about 2,000 visitors of a bicycle shop that does not exist, over the last 90 days. They come in channels of their own and leave again without a trace.',
  offerBeside:
    'Load about 2,000 visitors of a bicycle shop that does not exist, beside your own. They come in channels of their own, count in figures of all channels while they are here, and leave again without a trace.',
  presentTitle: 'Demo data is loaded',
  look: 'See the contacts',
  load: 'Load demo data',
  loading: 'Loading demo data',
  removing: 'Removing demo data',
  progress: '{{percent}} %',
  bar: 'How far it is',
  noticeTitle: 'This is demo data',
  notice:
    '{{contacts}} of the contacts here are made up. Remove them when you have seen enough: nothing real is touched.',
  noticeIncomplete: 'Demo data is here, but its loading or removal ended in the middle.',
  remove: 'Remove demo data',
  removeTitle: 'Remove the demo data?',
  removeBody:
    '{{contacts}} made-up contacts go, with everything that they did, and the channels and definitions of the demo. What real visitors did stays.',
  hide: 'Not now',
})
