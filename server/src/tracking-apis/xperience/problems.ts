import { repeatName } from '../../pipeline/unknown-names.ts'
import type { JsonRefusal } from '../../platform/json/read-json.ts'
import type { Problem } from './problem.ts'

/** Every refusal of a whole request by this API, in the order in which they are judged. */
export const problems = {
  switchedOff: {
    status: 404,
    code: 'tracking_disabled',
    detail:
      'Headless tracking is switched off: see the settings headless.enabled and headless.trackingEnabled.',
  },
  unknownPath: (detail: string): Problem => ({ status: 404, code: 'unknown_path', detail }),
  wrongMethod: (allow: string): Problem => ({
    status: 405,
    code: 'method_not_allowed',
    detail: `This address takes only ${allow}.`,
    headers: { allow },
  }),
  missingKey: refuseKey('missing_key', "Send the API key in the header 'Authorization: Bearer <key>'."),
  emptyKey: refuseKey(
    'missing_key',
    "The header Authorization holds no key behind 'Bearer': is the environment variable that holds it set?",
  ),
  unknownKey: refuseKey('invalid_key', 'No API key of this server is the one that was sent.'),
  variableText: (text: string): Problem =>
    refuseKey(
      'invalid_key',
      `The API key is the text '${text}', so the environment variable that holds it seems to be missing.`,
    ),
  sitecoreKey: refuseKey(
    'invalid_key',
    "This is the public key of the Sitecore API (sc_apikey). Here goes a secret key with the access type 'Tracking API'.",
  ),
  disabledKey: refuseKey(
    'invalid_key',
    'The API key is disabled. Enable it, or send another one of the channel.',
  ),
  tooManyFailures: (detail: string, retryAfter: number): Problem => ({
    status: 429,
    code: 'too_many_failures',
    detail: `${detail} Too many such requests came from this address.`,
    headers: { 'retry-after': String(retryAfter) },
  }),
  wrongAccess: {
    status: 403,
    code: 'wrong_key_access',
    detail: "The API key is meant for content: create one with the access type 'Tracking API'.",
  },
  tooManyRequests: (retryAfter: number): Problem => ({
    status: 429,
    code: 'too_many_requests',
    detail:
      'The API key has a rate limit, and this is more: send the request again after the time of Retry-After.',
    headers: { 'retry-after': String(retryAfter) },
  }),
  tooLarge: (maxBodyBytes: number): Problem => ({
    status: 413,
    code: 'body_too_large',
    detail: `The body is larger than ${maxBodyBytes} bytes (WAYMARK_XPERIENCE_MAX_BODY): send it in several requests.`,
  }),
  notJson: {
    status: 415,
    code: 'unsupported_media_type',
    detail: "The body must be JSON in UTF-8: send it with the header 'Content-Type: application/json'.",
  },
  encoded: {
    status: 415,
    code: 'unsupported_content_encoding',
    detail: 'Send the body without Content-Encoding.',
  },
  unreadableJson: ({ code, message, path }: JsonRefusal): Problem => ({
    status: 400,
    code,
    detail: message,
    ...(path && { errors: { [path]: [message] } }),
  }),
  invalidBody: (errors: Readonly<Record<string, readonly string[]>>): Problem => ({
    status: 400,
    code: 'invalid_body',
    detail: Object.values(errors).flat().join(' '),
    errors,
  }),
  tooManyActivities: (most: number): Problem => ({
    status: 413,
    code: 'too_many_activities',
    detail: `One request takes at most ${most} activities.`,
  }),
  // 400, not 404: something that is no GUID is a mistake in the calling code, not a contact that went away.
  invalidContactId: {
    status: 400,
    code: 'invalid_contact_id',
    detail: 'The contact in the address must be a GUID.',
  },
  wrongChannel: {
    status: 403,
    code: 'wrong_channel',
    detail: "The API key belongs to another channel than the one that 'channel' names.",
  },
  unknownConsent: (name: string): Problem => ({
    status: 404,
    code: 'consent_not_found',
    detail: `There is no consent with the code name '${repeatName(name)}'.`,
  }),
  unknownContact: {
    status: 404,
    code: 'contact_not_found',
    detail: 'There is no contact with this id.',
  },
  notStorable: (detail: string): Problem => ({ status: 400, code: 'not_storable', detail }),
  badRequest: {
    status: 400,
    code: 'bad_request',
    detail: 'The request could not be read.',
  },
  unavailable: (retryAfter: number): Problem => ({
    status: 503,
    code: 'unavailable',
    detail: 'Nothing can be stored at the moment: send the request again in a little while.',
    headers: { 'retry-after': String(retryAfter) },
  }),
  defect: {
    status: 500,
    code: 'internal_error',
    detail: 'Waymark failed: the log tells more under this trace id.',
  },
} satisfies Record<string, Problem | ((...facts: never[]) => Problem)>

/** 401 without a key, or with one that is none. */
function refuseKey(code: 'missing_key' | 'invalid_key', detail: string): Problem {
  const challenge = code === 'missing_key' ? 'Bearer' : 'Bearer error="invalid_token"'
  return { status: 401, code, detail, headers: { 'www-authenticate': challenge } }
}
