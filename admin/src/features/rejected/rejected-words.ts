/** In the words of the management API. */
export const apis = ['sitecore', 'xperience'] as const
export const states = ['waiting', 'replaying', 'replayed', 'discarded', 'unreplayable'] as const
