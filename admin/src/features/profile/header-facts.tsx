import { Anchor, Group, Text } from '@mantine/core'
import {
  IconBriefcase,
  IconClock,
  IconId,
  IconMail,
  IconMapPin,
  IconPhone,
  type IconProps,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ComponentType, ReactNode } from 'react'
import { CopyButton } from '../../shared/copy-button.tsx'
import { isolate } from '../../shared/isolate.ts'
import { useNow } from '../../shared/use-now.ts'
import { formatClock, placeOf, zoneOf } from './place.ts'
import type { Contact, Visit } from './profile.api.ts'
import { useProfileTexts } from './profile.texts.ts'
import classes from './profile-header.module.css'

/** What one would want to know of a person at a glance, as far as there is any of it. */
export function HeaderFacts({ contact, latestVisit }: { contact: Contact; latestVisit: Visit | null }) {
  const text = useProfileTexts()
  const now = useNow()
  const { jobTitle, companyName, email } = contact
  const job =
    jobTitle !== null && companyName !== null
      ? text('jobAt', { job: jobTitle, company: companyName })
      : (jobTitle ?? companyName)
  const phone = contact.mobilePhone ?? contact.businessPhone
  const place = placeOf(contact, latestVisit)
  const zone = zoneOf(latestVisit)
  const [primary, ...others] = contact.identifiers.filter(({ source }) => source !== 'email')
  return (
    <Group gap={2} className={classes.facts}>
      {job !== null && <Fact icon={IconBriefcase}>{job}</Fact>}
      {email !== null && (
        <Fact icon={IconMail}>
          <span>{breakAtSign(email)}</span> <CopyButton value={email} name={text('email')} />
        </Fact>
      )}
      {phone !== null && <Fact icon={IconPhone}>{phone}</Fact>}
      {place !== null && <Fact icon={IconMapPin}>{place}</Fact>}
      {zone !== null && <Fact icon={IconClock}>{text('localTime', { time: formatClock(now, zone) })}</Fact>}
      {primary !== undefined && (
        <Fact icon={IconId}>
          <span>{`${isolate(primary.source)}: ${isolate(primary.identifier)}`}</span>{' '}
          <CopyButton value={primary.identifier} name={text('identifier')} />
          {others.length > 0 && (
            <Anchor
              size="xs"
              renderRoot={(props) => (
                <Link to="/contacts/$id/identities" params={{ id: contact.id }} {...props} />
              )}
            >
              {text('moreIdentifiers', { count: others.length })}
            </Anchor>
          )}
        </Fact>
      )}
    </Group>
  )
}

/** Where an address is too long for a line, it goes on with the name of its host. */
function breakAtSign(email: string): ReactNode {
  const at = email.lastIndexOf('@') + 1
  return (
    <>
      {email.slice(0, at)}
      <wbr />
      {email.slice(at)}
    </>
  )
}

function Fact({ icon: Icon, children }: { icon: ComponentType<IconProps>; children: ReactNode }) {
  return (
    <Text span size="sm" c="dimmed" className={classes.fact}>
      <Icon size={14} stroke={1.7} aria-hidden />
      <bdi>{children}</bdi>
    </Text>
  )
}
