import '@mantine/spotlight/styles.css'
import { Text, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import {
  IconActivity,
  IconBike,
  IconClock,
  IconLink,
  IconLogout,
  IconMoon,
  IconRocket,
  IconSearch,
  IconUser,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import type { Hit } from '../../../../server/src/features/resolve/resolve.schemas.ts'
import { useContactName } from '../../shared/contact-name.tsx'
import { copyText } from '../../shared/copy-text.ts'
import { signOut } from '../../shared/session.ts'
import { useFocusReturn } from '../../shared/use-focus-return.ts'
import { navigation } from '../navigation.ts'
import { useShellTexts } from '../shell.texts.ts'
import { addressOf } from './hit-address.ts'
import { closePalette, takeTyped } from './open-palette.ts'
import { matchingContactsQuery, resolveQuery } from './palette.api.ts'
import classes from './palette.module.css'
import { usePaletteTexts } from './palette.texts.ts'
import { useRecentlyOpened } from './recently-opened.ts'
import { trimBrackets } from './trim-brackets.ts'

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
  const shellText = useShellTexts()
  const nameOf = useContactName()
  const { history } = useRouter()
  const [query, setQuery] = useState(openStore)
  useFocusReturn()
  const [settled] = useDebouncedValue(trimBrackets(query), 200)
  const resolved = useQuery(resolveQuery(settled))
  const contacts = useQuery(matchingContactsQuery(settled))
  const [recent, noteOpened] = useRecentlyOpened()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')

  function go(to: string, title: string | null): void {
    if (title !== null) noteOpened({ to, title })
    history.push(`/admin${to}`)
  }

  const titleOf = ({ type, id, title }: Hit) =>
    type === 'contact' ? nameOf({ id, displayName: title }) : title
  const fits = (label: string) => label.toLowerCase().includes(query.trim().toLowerCase())
  const hits = settled === '' ? [] : (resolved.data?.items ?? [])
  const exact = hits.filter((hit) => hit.exact)
  const exactIds = new Set(exact.map((hit) => hit.id))
  const people = settled === '' ? [] : (contacts.data?.items ?? []).filter(({ id }) => !exactIds.has(id))
  const pages = [
    ...navigation.map(({ to, text: name, icon }) => ({ to, label: shellText(name), icon })),
    { to: '/live/visits', label: text('visitsNow'), icon: IconActivity },
    { to: '/live/rejected', label: text('rejected'), icon: IconActivity },
    { to: '/setup', label: shellText('setup'), icon: IconRocket },
  ].filter(({ label }) => fits(label))
  const actions = [
    {
      label: text('toggleScheme'),
      icon: IconMoon,
      run: () => setColorScheme(scheme === 'dark' ? 'light' : 'dark'),
    },
    { label: text('copyLink'), icon: IconLink, run: () => void copyText(location.href) },
    { label: text('loadDemo'), icon: IconBike, run: () => go('/setup', null) },
    { label: text('signOut'), icon: IconLogout, run: () => void signOut('here') },
  ].filter(({ label }) => fits(label))
  const isSettled = settled === trimBrackets(query) && !resolved.isFetching && !contacts.isFetching
  const isNothing =
    isSettled && settled !== '' && hits.length + people.length + pages.length + actions.length === 0
  const isUnknownId = resolved.data?.isId === true && exact.length === 0 && settled === trimBrackets(query)

  // What Enter opens: the first of what is there now, also where that came after the last key.
  useEffect(selectFirst, [resolved.data, contacts.data, settled, isNothing])

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
          <Section label={text('exact')}>
            {exact.map((hit) => (
              <Entry
                key={`${hit.type} ${hit.id}`}
                label={titleOf(hit)}
                description={text(`type_${hit.type}`)}
                onOpen={() => go(addressOf(hit), titleOf(hit))}
              />
            ))}
          </Section>
        )}
        {people.length > 0 && (
          <Section label={text('contacts')}>
            {people.map((person) => (
              <Entry
                key={person.id}
                icon={<IconUser {...ICON} />}
                label={nameOf(person)}
                description={person.email === person.displayName ? null : person.email}
                onOpen={() => go(`/contacts/${person.id}/overview`, nameOf(person))}
              />
            ))}
            <Entry
              label={text('allContacts', { query: settled })}
              onOpen={() => go(`/contacts?q=${encodeURIComponent(settled)}`, null)}
            />
          </Section>
        )}
        {hits.length > exact.length && (
          <Section label={text('setUp')}>
            {hits
              .filter((hit) => !hit.exact)
              .map((hit) => (
                <Entry
                  key={hit.id}
                  label={hit.title}
                  description={text(`type_${hit.type}`)}
                  onOpen={() => go(addressOf(hit), hit.title)}
                />
              ))}
          </Section>
        )}
        {isUnknownId && (
          <Section label={text('noSuchId')}>
            <Entry
              label={text('searchRejected')}
              onOpen={() => go(`/live?q=${encodeURIComponent(settled)}`, null)}
            />
          </Section>
        )}
        {isNothing && !isUnknownId && (
          <Section label={text('nothing', { query: shorten(settled) })} hint={text('nothingHint')}>
            <Entry
              label={text('searchRejected')}
              onOpen={() => go(`/live?q=${encodeURIComponent(settled)}`, null)}
            />
            <Entry label={text('searchActivities')} onOpen={() => go('/activities', null)} />
          </Section>
        )}
        {pages.length > 0 && (
          <Section label={text('pages')}>
            {pages.map(({ to, label, icon: Icon }) => (
              <Entry key={to} icon={<Icon {...ICON} />} label={label} onOpen={() => go(to, null)} />
            ))}
          </Section>
        )}
        {actions.length > 0 && (
          <Section label={text('actions')}>
            {actions.map(({ label, icon: Icon, run }) => (
              <Entry key={label} icon={<Icon {...ICON} />} label={label} onOpen={run} />
            ))}
          </Section>
        )}
        {query === '' && recent.length > 0 && (
          <Section label={text('recent')}>
            {recent.map(({ to, title }) => (
              <Entry key={to} icon={<IconClock {...ICON} />} label={title} onOpen={() => go(to, title)} />
            ))}
          </Section>
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

/** Spotlight writes the names of its groups by CSS, where not everybody can read them. */
function Section({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <>
      <Text size="xs" fw={600} c="dimmed" px="md" pt="xs" pb={4} className={classes.heading}>
        {label}
      </Text>
      {hint !== undefined && (
        <Text size="xs" c="dimmed" px="md" pb={4}>
          {hint}
        </Text>
      )}
      {children}
    </>
  )
}

function Entry({
  label,
  description = null,
  icon,
  onOpen,
}: {
  label: string
  description?: string | null
  icon?: ReactNode
  onOpen: () => void
}) {
  return (
    <Spotlight.Action
      label={label}
      description={description ?? undefined}
      leftSection={icon}
      onClick={onOpen}
    />
  )
}
