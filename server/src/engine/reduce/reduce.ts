import type { Command, CommandOutcome } from '../../domain/command.ts'
import type { BatchState } from '../state.ts'
import { reduceAgree } from './agree.ts'
import { reduceCreateContact } from './create-contact.ts'
import { reduceEndVisit } from './end-visit.ts'
import { reduceMarkHuman } from './mark-human.ts'
import { reduceTrack } from './track.ts'

/** Applies one command to the state of its batch and says what became of it. No I/O, no clock, no chance. */
export function reduce(state: BatchState, command: Command): CommandOutcome {
  switch (command.type) {
    case 'track':
      return reduceTrack(state, command)
    case 'createContact':
      return reduceCreateContact(state, command)
    case 'agree':
      return reduceAgree(state, command)
    case 'endVisit':
      return reduceEndVisit(state, command)
    case 'markHuman':
      return reduceMarkHuman(state, command)
  }
}
