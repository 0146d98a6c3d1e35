import { Alert, Anchor, Code, Group, Stack, Tabs, Text } from '@mantine/core'
import { IconEyeOff } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useContactName } from '../../shared/contact-name.tsx'
import { CopyButton } from '../../shared/copy-button.tsx'
import { formatTenths } from '../../shared/format.ts'
import { JsonTree } from '../../shared/json-tree/json-tree.tsx'
import { findRepair } from '../../shared/repairs/find-repair.ts'
import { RepairAction } from '../../shared/repairs/repair.tsx'
import { writeCurl } from './curl.ts'
import { formatMoment } from './format-clock.ts'
import type { LiveRequestDetails } from './live.api.ts'
import { requestTabs } from './live.search.ts'
import { useLiveTexts } from './live.texts.ts'
import { RejectedLink } from './rejected-link.tsx'
import { RequestBody } from './request-body.tsx'
import { RequestHeaders } from './request-headers.tsx'
import { RequestIdentity } from './request-identity.tsx'
import { RequestItems } from './request-items.tsx'
import { RequestPipeline } from './request-pipeline.tsx'
import { RequestReply } from './request-reply.tsx'
import { useContactNames } from './use-contact-names.ts'
import { useLiveSearch } from './use-live-search.ts'
import { RequestVerdict } from './verdict-label.tsx'
import { isStoredRobot } from './verdicts.ts'

const DEFAULT_TAB = 'items'

/** All that is known of a request: what became of it first, and what can be done about that. */
export function RequestDetails({ request }: { request: LiveRequestDetails }) {
  const text = useLiveTexts()
  const { search } = useLiveSearch()
  const navigate = useNavigate({ from: '/live/$requestId' })
  return (
    <Stack gap="md">
      <Summary request={request} />
      <Actions request={request} />
      {(request.isMasked || request.isPrivate) && (
        <Alert color="gray" variant="light" p="xs" icon={<IconEyeOff size={18} aria-hidden />}>
          {text(request.isPrivate ? 'private' : 'masked')}
        </Alert>
      )}
      <Tabs
        value={search.tab ?? DEFAULT_TAB}
        keepMounted={false}
        onChange={(chosen) => {
          const tab = requestTabs.find((one) => one === chosen && one !== DEFAULT_TAB)
          void navigate({ search: (old) => ({ ...old, tab }), replace: true, resetScroll: false })
        }}
      >
        <Tabs.List mb="sm">
          {requestTabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab} px="xs">
              {text(`tab_${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Suspense>
          <Tabs.Panel value="items">
            <RequestItems request={request} />
          </Tabs.Panel>
          <Tabs.Panel value="body">
            <RequestBody request={request} />
          </Tabs.Panel>
          <Tabs.Panel value="headers">
            <RequestHeaders request={request} />
          </Tabs.Panel>
          <Tabs.Panel value="identity">
            <RequestIdentity request={request} />
          </Tabs.Panel>
          <Tabs.Panel value="pipeline">
            <RequestPipeline request={request} />
          </Tabs.Panel>
          <Tabs.Panel value="reply">
            <RequestReply request={request} />
          </Tabs.Panel>
          <Tabs.Panel value="raw">
            <JsonTree value={request} label={text('rawLabel')} />
          </Tabs.Panel>
        </Suspense>
      </Tabs>
    </Stack>
  )
}

function Summary({ request }: { request: LiveRequestDetails }) {
  const text = useLiveTexts()
  const { verdict, method, url, status, durationMs, message, items, accepted, code } = request
  const isPreflight = method === 'OPTIONS' && code === 'origin_not_allowed'
  const said =
    (isStoredRobot(request) ? text('said_robot') : message) ??
    (items === 0
      ? text('said_plain')
      : accepted === items
        ? text('said_accepted', { count: items })
        : text('said_partly', { accepted, items }))
  const repair = findRepair({ ...request, name: null })
  return (
    <Stack gap={6}>
      <Group gap="sm">
        <RequestVerdict request={request} />
        {code !== null && <Code>{code}</Code>}
      </Group>
      <Text>
        <bdi>{said}</bdi>
      </Text>
      {verdict === 'partly_accepted' && <Text size="sm">{text('said_partly', { accepted, items })}</Text>}
      {isPreflight && <Text size="sm">{text('preflight')}</Text>}
      <Text size="xs" c="dimmed" ff="monospace">
        <bdi>{`${method} ${url}`}</bdi>
      </Text>
      <Text size="xs" c="dimmed">
        <time dateTime={request.at}>{formatMoment(request.at)}</time>
        {` · ${text('utc', { time: request.at.replace('T', ' ').replace('Z', '') })} · ${text('answered', { status, ms: formatTenths(durationMs) })}`}
      </Text>
      {repair !== null && <RepairAction repair={repair} />}
    </Stack>
  )
}

function Actions({ request }: { request: LiveRequestDetails }) {
  const text = useLiveTexts()
  const { id, contactId, isMasked, isPrivate } = request
  const nameOf = useContactName()
  const contact = useContactNames([contactId])(contactId ?? '')
  return (
    <Group gap="xs">
      {!isMasked && !isPrivate && (
        <CopyButton
          value={writeCurl(request, location.origin)}
          name={text('copyCurl')}
          label={text('copyCurl')}
        />
      )}
      <CopyButton value={id} name={text('copyId')} label={text('copyId')} />
      {contactId !== null && (
        <Anchor size="sm" renderRoot={(props) => <Link to={`/contacts/${contactId}`} {...props} />}>
          <bdi>
            {contact.displayName == null ? text('openContact') : text('openNamed', { name: nameOf(contact) })}
          </bdi>
        </Anchor>
      )}
      <RejectedLink request={request} />
      {isMasked && !isPrivate && (
        <Text size="xs" c="dimmed">
          {text('curlMasked')}
        </Text>
      )}
    </Group>
  )
}
