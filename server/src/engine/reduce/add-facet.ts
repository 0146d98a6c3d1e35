import type { Contact } from '../state.ts'

/** Notes what a contact can be found by from now on; null is nothing. Most are there already: looked for as text, since
 * few contacts of a batch are asked. */
export function addFacet(contact: Contact, facet: number | null): void {
  if (facet === null || contact.facets.includes(`,${facet},`)) return
  contact.facets += `${facet},`
  contact.hasNewFacets = true
}

/** What a merged contact could be found by, its survivor can be found by. */
export function addFacetsOf(merged: Contact, survivor: Contact): void {
  for (const facet of merged.facets.split(',')) if (facet !== '') addFacet(survivor, Number(facet))
}
