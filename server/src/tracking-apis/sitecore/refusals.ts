import { repeatName } from '../../pipeline/unknown-names.ts'

/** Why a whole request is refused: its status, a stable code, a sentence for the person who sends it. */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
}

/**
 * The refusals of this API (docs/spec/sitecore.md §1.4); docs/spec/waymark.md §4 has the order in which they are
 * judged.
 */
export const refusals = {
  switchedOff: {
    status: 404,
    code: 'service_disabled',
    message: 'The tracking service is switched off (setting sitecore.enabled).',
  },
  tooManyRequests: {
    status: 429,
    code: 'too_many_requests',
    message:
      'The API key has a rate limit, and this is more. Send it again after the time that Retry-After says.',
  },
  tooManyEvents: {
    status: 413,
    code: 'too_many_events',
    message: 'A request may hold at most 10,000 events. Send them in several requests.',
  },
  wrongMediaType: {
    status: 415,
    code: 'unsupported_media_type',
    message: 'The body must be sent as application/json in UTF-8, not compressed.',
  },
  consentNotNamed: {
    status: 400,
    code: 'consent_not_named',
    message: 'This channel requires no consent: send {"consent": "<code name>"} to say which one is meant.',
  },
  invalidConsent: {
    status: 400,
    code: 'invalid_consent',
    message: 'The body must be empty, or an object whose consent is the code name of one.',
  },
  otherConsentRequired: {
    status: 403,
    code: 'consent_required',
    message: 'The consent that this channel requires has to be given first.',
  },
  unavailable: {
    status: 503,
    code: 'temporarily_unavailable',
    message: 'The server cannot store this now. Send it again after the time that Retry-After says.',
  },
  unreadableBody: {
    status: 400,
    code: 'unreadable_body',
    message: 'The body could not be read: it ended early, or its length is not what the headers say.',
  },
} as const satisfies Record<string, Refusal>

/** Names the origin: whoever looks into it can allow it. */
export function refuseOrigin(origin: string): Refusal {
  return {
    status: 403,
    code: 'origin_not_allowed',
    message: `The CORS origins of the API key do not list '${origin.slice(0, 250)}', from which this request came.`,
  }
}

export function refuseConsent(name: string): Refusal {
  return {
    status: 404,
    code: 'consent_not_found',
    message: `There is no consent with the code name '${repeatName(name)}'.`,
  }
}

export function refuseAction(message: string): Refusal {
  return { status: 404, code: 'unknown_action', message }
}

/** `allow` as the header of that name has it. */
export function refuseMethod(allow: string): Refusal {
  return { status: 405, code: 'method_not_allowed', message: `This address takes only ${allow}.` }
}

/** What is wrong with the key, to an address that has been told so too often. */
export function refuseFailures({ message }: Refusal): Refusal {
  return {
    status: 429,
    code: 'too_many_failures',
    message: `${message} Too many such requests came from this address.`,
  }
}

/** Clients of the vendor's service look for this text (docs/spec/sitecore.md §1.4). */
const KEY_TEXT = 'API key is not valid'

/** Missing, wrong and disabled keys: one code, and a sentence that says which it is. */
export const keyRefusals = {
  missing: refuseKey('none was sent. Send it in the query as sc_apikey, or in a header of that name.'),
  empty: refuseKey('it is empty. Is the environment variable that holds it set where the app was built?'),
  undefinedText: refuseVariable('undefined'),
  nullText: refuseVariable('null'),
  malformed: refuseKey('it is no GUID.'),
  ambiguous: refuseKey('several different ones were sent.'),
  unknown: refuseKey('no API key of this server is the one that was sent.'),
  disabled: refuseKey('it is disabled. Enable it, or send another one of the channel.'),
} as const

function refuseVariable(text: string): Refusal {
  return refuseKey(
    `it is the text '${text}', so the environment variable that holds it seems to be missing in the app.`,
  )
}

function refuseKey(reason: string): Refusal {
  return { status: 400, code: 'invalid_api_key', message: `${KEY_TEXT}: ${reason}` }
}

export function bodyTooLarge(maxBodyBytes: number): Refusal {
  return {
    status: 413,
    code: 'body_too_large',
    message: `The body is larger than ${maxBodyBytes} bytes (WAYMARK_SITECORE_MAX_BODY). Send fewer events in one request.`,
  }
}
