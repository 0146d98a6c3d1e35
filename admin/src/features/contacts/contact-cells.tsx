import { Indicator, Tooltip } from '@mantine/core'
import { Avatar } from '../../shared/avatar.tsx'
import { ContactLabel, labelOf } from '../../shared/contact-label.tsx'
import { ContactName } from '../../shared/contact-name.tsx'
import { countryName } from '../../shared/countries.ts'
import { formatMoney } from '../../shared/format.ts'
import { isolate } from '../../shared/isolate.ts'
import type { ContactListItem } from './contacts.api.ts'
import { deviceTypes } from './contacts.search.ts'
import { useContactTexts } from './contacts.texts.ts'

type ContactTexts = ReturnType<typeof useContactTexts>

/** A name, and the name of who is anonymous, say so already. */
export function ListedLabel({ contact }: { contact: ContactListItem }) {
  const label = labelOf(contact)
  return label === 'anonymous' || label === 'known' ? null : <ContactLabel contact={contact} />
}

/** Picture and name, with a dot while a visit is open. */
export function ListedName({ contact }: { contact: ContactListItem }) {
  const text = useContactTexts()
  const avatar = <Avatar id={contact.id} />
  return (
    <>
      {contact.latestVisit?.open === true ? (
        <Tooltip label={text('open')}>
          <Indicator color="teal.7" size={9} offset={2} position="bottom-end" withBorder>
            {avatar}
          </Indicator>
        </Tooltip>
      ) : (
        avatar
      )}
      <ContactName contact={contact} />
    </>
  )
}

export function placeOf({ city, country }: { city: string | null; country: string | null }): string | null {
  const place = [city, country === null ? null : countryName(country)].filter((part) => part !== null)
  return place.length === 0 ? null : place.map(isolate).join(', ')
}

/** `Köln, DE`: where a city is known, a column has room for the code of its country. */
export function shortPlaceOf(visit: { city: string | null; country: string | null }): string | null {
  return visit.city === null || visit.country === null ? placeOf(visit) : `${visit.city}, ${visit.country}`
}

export function deviceName(text: ContactTexts, type: string | null): string | null {
  const known = deviceTypes.find((one) => one === type)
  return known === undefined ? type : text(`device_${known}`)
}

export function describeMoney(byCurrency: Readonly<Record<string, number>>): string {
  return Object.entries(byCurrency)
    .filter(([, amount]) => amount !== 0)
    .map(([currency, amount]) => formatMoney(amount, currency))
    .join(', ')
}
