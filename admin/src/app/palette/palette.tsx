import '@mantine/spotlight/styles.css'
import { Text } from '@mantine/core'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { IconClock, IconSearch, IconUser } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Hit } from '../../../../server/src/features/resolve/resolve.schemas.ts'
import { useContactName } from '../../shared/contact-name.tsx'
import { noteOpened, useRecentlyOpened } from '../../shared/recently-opened.ts'
import { useFocusReturn } from '../../shared/use-focus-return.ts'
import { addressOf } from './hit-address.ts'
import { closePalette, takeTyped } from './open-palette.ts'
import classes from './palette.module.css'
import { usePaletteTexts } from './palette.texts.ts'
import { PaletteEntry, PaletteSection } from './palette-section.tsx'
import { useDestinations } from './use-destinations.ts'
import { useMatches } from './use-matches.ts'

const [store, spotlight] = createSpotlight()
/** It is drawn only while it is open: a store that begins closed would say at once that it was closed. */
const openStore = () => {
  spotlight.open()
  return takeTyped()
}
const ICON = { size: 18, stroke: 1.7, 'aria-hidden': true } as const

/** Finds people, things and pages by whatever somebody has of them. */
export default function Palette() {
  const text = usePaletteTexts()
  const nameOf = useContactName()
  const { history } = useRouter()
  const [query, setQuery] = useState(openStore)
  useFocusReturn()
  const client = useQueryClient()
  const recent = useRecentlyOpened()
  const { asked, answers, exact, inexact, people, isComplete, isUnknownId } = useMatches(query)
  const { pages, actions } = useDestinations(query, (to) => go(to, null))

  function go(to: string, title: string | null): void {
    if (title !== null) void noteOpened(client, { to, title })
    history.push(`/admin${to}`)
  }

  const titleOf = ({ type, id, title }: Hit) =>
    type === 'contact' ? nameOf({ id, displayName: title }) : title
  const shown = exact.length + inexact.length + people.length + pages.length + actions.length
  const isNothing = isComplete && asked !== '' && shown === 0

  // What Enter opens: the first of what is there now, also where that came after the last key.
  useEffect(selectFirst, [answers.resolved, answers.contacts, asked, isNothing])

  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      onSpotlightClose={closePalette}
      classNames={{
        action: classes.action,
        actionDescription: classes.description,
        actionSection: classes.section,
      }}
      attributes={{ content: { 'aria-label': text('searchLabel') } }}
      scrollable
      maxHeight={480}
    >
      <Spotlight.Search
        placeholder={text('placeholder')}
        aria-label={text('searchLabel')}
        leftSection={<IconSearch {...ICON} />}
      />
      <Spotlight.ActionsList>
        {exact.length > 0 && (
          <PaletteSection label={text('exact')}>
            {exact.map((hit) => (
              <PaletteEntry
                key={`${hit.type} ${hit.id}`}
                label={titleOf(hit)}
                description={text(`type_${hit.type}`)}
                onOpen={() => go(addressOf(hit), titleOf(hit))}
              />
            ))}
          </PaletteSection>
        )}
        {people.length > 0 && (
          <PaletteSection label={text('contacts')}>
            {people.map((person) => (
              <PaletteEntry
                key={person.id}
                icon={<IconUser {...ICON} />}
                label={nameOf(person)}
                description={person.email === person.displayName ? null : person.email}
                onOpen={() => go(`/contacts/${person.id}/overview`, nameOf(person))}
              />
            ))}
            <PaletteEntry
              label={text('allContacts', { query: asked })}
              onOpen={() => go(`/contacts?q=${encodeURIComponent(asked)}`, null)}
            />
          </PaletteSection>
        )}
        {inexact.length > 0 && (
          <PaletteSection label={text('setUp')}>
            {inexact.map((hit) => (
              <PaletteEntry
                key={hit.id}
                label={hit.title}
                description={text(`type_${hit.type}`)}
                onOpen={() => go(addressOf(hit), hit.title)}
              />
            ))}
          </PaletteSection>
        )}
        {isUnknownId && (
          <PaletteSection label={text('noSuchId')}>
            <PaletteEntry
              label={text('searchRejected')}
              onOpen={() => go(`/live?q=${encodeURIComponent(asked)}`, null)}
            />
          </PaletteSection>
        )}
        {isNothing && !isUnknownId && (
          <PaletteSection label={text('nothing', { query: shorten(asked) })} hint={text('nothingHint')}>
            <PaletteEntry
              label={text('searchRejected')}
              onOpen={() => go(`/live?q=${encodeURIComponent(asked)}`, null)}
            />
            <PaletteEntry label={text('searchActivities')} onOpen={() => go('/activities', null)} />
          </PaletteSection>
        )}
        {pages.length > 0 && (
          <PaletteSection label={text('pages')}>
            {pages.map(({ to, label, icon: Icon }) => (
              <PaletteEntry key={to} icon={<Icon {...ICON} />} label={label} onOpen={() => go(to, null)} />
            ))}
          </PaletteSection>
        )}
        {actions.length > 0 && (
          <PaletteSection label={text('actions')}>
            {actions.map(({ label, icon: Icon, run }) => (
              <PaletteEntry key={label} icon={<Icon {...ICON} />} label={label} onOpen={run} />
            ))}
          </PaletteSection>
        )}
        {query === '' && recent.length > 0 && (
          <PaletteSection label={text('recent')}>
            {recent.map(({ to, title }) => (
              <PaletteEntry
                key={to}
                icon={<IconClock {...ICON} />}
                label={title}
                onOpen={() => go(to, title)}
              />
            ))}
          </PaletteSection>
        )}
      </Spotlight.ActionsList>
      {query === '' && (
        <Spotlight.Footer>
          <Text size="xs" c="dimmed">
            {text('hint')}
          </Text>
        </Spotlight.Footer>
      )}
    </Spotlight.Root>
  )
}

const MOST_SHOWN = 60

function shorten(query: string): string {
  return query.length > MOST_SHOWN ? `${query.slice(0, MOST_SHOWN)}…` : query
}

function selectFirst(): void {
  const list = document.getElementById(store.getState().listId)
  list?.querySelector('[data-selected]')?.removeAttribute('data-selected')
  list?.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
  store.updateState((state) => ({ ...state, selected: 0 }))
}
