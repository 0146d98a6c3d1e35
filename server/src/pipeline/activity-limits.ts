// What one activity may hold, whoever states it. Lengths are in UTF-16 units, as .NET counts characters
// (docs/spec/xperience.md §1.6, §2.1).

export const MAX_VALUE_LENGTH = 250
export const MAX_URL_LENGTH = 8_192
export const MAX_PAGE_ID_LENGTH = 1_000
/** As JSON in UTF-8. */
export const MAX_DATA_BYTES = 65_536
