import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { CopyButton } from '../../../shared/copy-button.tsx'
import { ExactTime } from '../../../shared/exact-time.tsx'
import { formatNumber } from '../../../shared/format.ts'
import { describeDevice, locate } from '../place.ts'
import type { Identities } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'
import classes from './section.module.css'
import { Section } from './section.tsx'

type Device = Identities['devices'][number]

export function DevicesTable({ identities }: { identities: Identities }) {
  const text = useProfileTexts()
  const { devices, deviceCount } = identities
  return (
    <Section
      title={text('devices')}
      empty={text('devicesEmpty')}
      note={
        deviceCount > devices.length
          ? text('truncated', { shown: devices.length, count: formatNumber(deviceCount) })
          : undefined
      }
      columns={[text('device'), text('deviceId'), text('api'), text('visits'), text('lastUsed')]}
      rows={devices.map((device) => ({
        key: device.id,
        cells: [
          <Described key="device" device={device} />,
          <span key="id" className={classes.id}>
            {device.id} <CopyButton value={device.id} name={text('deviceId')} />
          </span>,
          device.api === null ? text('none') : text(`api_${device.api}`),
          formatNumber(device.visits),
          <ExactTime key="at" at={device.lastSeenAt} />,
        ],
      }))}
    />
  )
}

function Described({ device }: { device: Device }) {
  const text = useProfileTexts()
  const place = locate(device.location)
  const { actsForContactId } = device
  return (
    <>
      <bdi>{describeDevice(device.device) ?? text('unknown')}</bdi>
      {place !== null && (
        <Text size="xs" c="dimmed">
          {place}
        </Text>
      )}
      {actsForContactId !== null && (
        <Text size="xs" c="dimmed">
          {text('actsForOther')}
          {': '}
          <Anchor
            inherit
            renderRoot={(props) => (
              <Link to="/contacts/$id/overview" params={{ id: actsForContactId }} {...props} />
            )}
          >
            {text('otherContact')}
          </Anchor>
        </Text>
      )}
    </>
  )
}
