import { Box, SegmentedControl, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PageState } from '../../../shared/page-state.tsx'
import { type ConsentTextVersion, consentTextQuery } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'
import { HtmlFrame } from './html-frame.tsx'

/** The words to which somebody agreed, in the languages in which they were there. */
export function ConsentText({ consentId, version }: { consentId: string; version: number }) {
  const query = useQuery(consentTextQuery(consentId, version))
  return (
    <Box my="sm">
      <PageState query={query}>{(consent) => <Languages consent={consent} />}</PageState>
    </Box>
  )
}

function Languages({ consent }: { consent: ConsentTextVersion }) {
  const text = useProfileTexts()
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = consent.texts.find(({ language }) => language === chosen) ?? consent.texts[0]
  if (shown === undefined) return <Text c="dimmed">{text('emptyText')}</Text>
  const parts = [
    ['shortText', shown.shortText],
    ['fullText', shown.fullText],
  ] as const
  return (
    <>
      {consent.texts.length > 1 && (
        <SegmentedControl
          size="xs"
          mb="xs"
          aria-label={text('language')}
          data={consent.texts.map(({ language }) => language)}
          value={shown.language}
          onChange={setChosen}
        />
      )}
      <Text size="xs" c="dimmed">
        {text('version', { version: consent.version })}
      </Text>
      {parts.map(([name, html]) => (
        <div key={name}>
          <Text size="sm" fw={500} mt="xs">
            {text(name)}
          </Text>
          {html.trim() === '' ? (
            <Text size="sm" c="dimmed">
              {text('emptyText')}
            </Text>
          ) : (
            <HtmlFrame
              html={html}
              isLow={name === 'shortText'}
              title={`${text(name)}: ${text('textTitle', { name: consent.displayName, version: consent.version, language: shown.language })}`}
            />
          )}
        </div>
      ))}
    </>
  )
}
