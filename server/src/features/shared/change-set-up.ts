import { type CatalogueTransaction, changeCatalogue } from '../../catalogue/change-catalogue.ts'
import { ProvisioningError } from '../../catalogue/provisioning/provisioning-error.ts'
import type { Catalogue } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { Problem } from './problem.ts'

export interface SetUpDependencies {
  readonly queries: Queries
  readonly catalogue: Catalogue
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/**
 * Changes what administrators set up, for the request of one: in force, in this process, before the request is answered. What
 * the rules of provisioning refuse becomes a {@link Problem} (422) in the same words.
 */
export async function changeSetUp<Result>(
  { queries, catalogue, now }: SetUpDependencies,
  work: (transaction: CatalogueTransaction, at: Date) => Promise<{ changed: boolean; result: Result }>,
): Promise<Result> {
  try {
    const result = await changeCatalogue(queries, (transaction) => work(transaction, new Date(now())))
    await catalogue.refresh()
    return result
  } catch (error) {
    if (error instanceof ProvisioningError) throw toProblem(error)
    throw error
  }
}

/** `channels[0].language is …` is about the member `language` of the one thing that was sent. */
const PLACE = /^(?:\w+\[0\]\.?)+(\w*)/

function toProblem({ message }: ProvisioningError): Problem {
  const member = PLACE.exec(message)?.[1] ?? ''
  const sentence = message.replace(PLACE, member === '' ? 'This' : member)
  return new Problem('invalid_body', sentence, [{ parameter: member, message: sentence }])
}
