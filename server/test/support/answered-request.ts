import type { AnsweredRequest } from '../../src/domain/answered-request.ts'

/** A request with one event that was accepted, as a tracking API hands it over. */
export function answeredRequest({
  id = 'request-1',
  channelId = 1,
  url = '/sitecore/api/jss/track/event',
  headers = {},
  body = Buffer.from('[{"goalId":"Register"}]'),
}: {
  id?: string
  channelId?: number
  url?: string
  headers?: Record<string, string>
  body?: Buffer
}): AnsweredRequest {
  return {
    api: 'sitecore',
    endpoint: 'event',
    verdict: 'accepted',
    reason: null,
    key: { id: 1, channel: { id: channelId } },
    request: { id, method: 'POST', url, headers, body, ip: '127.0.0.1' },
    response: { statusCode: 200, elapsedTime: 1.5, getHeader: () => undefined },
    replyBody: '{"status":"ok"}',
    isPrivate: false,
    items: 1,
    accepted: 1,
    failures: [],
    outcomes: [{ status: 'tracked', processor: 'goal', isProvisional: false }],
    steps: null,
    source: 'none',
    givenId: null,
    deviceId: null,
    contactId: null,
  }
}
