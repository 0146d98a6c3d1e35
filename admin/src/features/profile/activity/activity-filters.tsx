import { Button, Group, SegmentedControl, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { Parameters } from '../../../shared/api.ts'
import { DaysOfZone } from '../../../shared/list/days-of-zone.tsx'
import { ExportMenu } from '../../../shared/list/export-menu.tsx'
import { dayOf } from '../../../shared/list/report-days.ts'
import { SearchBox } from '../../../shared/list/search-box.tsx'
import { useReportZone } from '../../../shared/report-zone.ts'
import { useDefinitionNames } from '../../../shared/set-up.api.ts'
import { useProfileTexts } from '../profile.texts.ts'
import { type KindChoice, readKindChoice, writeKindChoice } from './choose-kinds.ts'
import { KindToggles } from './kind-toggles.tsx'

const route = getRouteApi('/contacts/$id/activity')

/** What the feed shows; all of it stands in the address. */
export function ActivityFilters({
  contactId,
  counts,
  exportParameters,
}: {
  contactId: string
  counts: Readonly<Record<string, number>> | undefined
  exportParameters: Parameters
}) {
  const text = useProfileTexts()
  const definitions = useDefinitionNames()
  const search = route.useSearch()
  const navigate = useNavigate()
  const change = (values: Record<string, string | undefined>) =>
    void navigate({
      to: '/contacts/$id/activity',
      params: { id: contactId },
      search: { ...search, ...values },
      replace: true,
      resetScroll: false,
    })
  const choice = readKindChoice(search.kind)
  const choose = (next: KindChoice) => change({ kind: writeKindChoice(next) })
  const chips = [
    ['type', search.type === undefined ? undefined : (definitions.get(search.type) ?? search.type)],
    ['property', search.property],
  ] as const
  const isFiltered = [search.kind, search.type, search.q, search.property, search.from, search.to].some(
    (value) => value !== undefined,
  )

  return (
    <>
      <Group gap="xs" justify="space-between" align="flex-end">
        <Group gap="xs" align="flex-end">
          <SearchBox
            label={text('searchFeed')}
            value={search.q ?? ''}
            onChange={(q) => change({ q: q === '' ? undefined : q })}
          />
          <DayInput label={text('from')} value={search.from} onChange={(from) => change({ from })} />
          <DayInput label={text('to')} value={search.to} onChange={(to) => change({ to })} />
        </Group>
        <ExportMenu path="/activities/export" parameters={exportParameters} />
      </Group>
      <Group gap="xs">
        <KindToggles choice={choice} counts={counts} onChange={choose} />
        <SegmentedControl
          size="xs"
          aria-label={text('kindsMode')}
          data={[
            { value: 'only', label: text('kindsOnly') },
            { value: 'without', label: text('kindsWithout') },
          ]}
          value={choice.isExcluded ? 'without' : 'only'}
          disabled={choice.kinds.length === 0}
          onChange={(mode) => choose({ ...choice, isExcluded: mode === 'without' })}
        />
        {chips.map(([name, value]) =>
          value === undefined ? null : (
            <Button
              key={name}
              variant="light"
              size="compact-sm"
              maw="100%"
              rightSection={<IconX size={14} aria-hidden />}
              aria-label={text('removeFilter', { name: value })}
              onClick={() => change({ [name]: undefined })}
            >
              <bdi>{text('filteredBy', { name: value })}</bdi>
            </Button>
          ),
        )}
        {isFiltered && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() =>
              change({
                kind: undefined,
                type: undefined,
                q: undefined,
                property: undefined,
                from: undefined,
                to: undefined,
              })
            }
          >
            {text('clearFilters')}
          </Button>
        )}
      </Group>
      {(search.from ?? search.to) !== undefined && <DaysOfZone />}
    </>
  )
}

/** The browser's own calendar: nothing to load, and known to everybody. A moment, from a link or the picture of the journey,
 * is shown as its day. */
function DayInput({
  label,
  value,
  onChange,
}: {
  label: string
  value: string | undefined
  onChange: (day: string | undefined) => void
}) {
  const zone = useReportZone()
  return (
    <TextInput
      type="date"
      size="xs"
      aria-label={label}
      leftSectionWidth={48}
      leftSection={<span>{label}</span>}
      w={190}
      value={value?.includes('T') ? dayOf(Date.parse(value), zone) : (value ?? '')}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  )
}
