import type { FastifyInstance, FastifyRequest } from 'fastify'
import { parseGuid } from '../../domain/ids.ts'

/** How mails and lists of a Sitecore installation name a contact, below whatever path its own client had
 * (docs/spec/waymark.md §4). */
const experienceProfile = /\/ExperienceProfile\/contact\/?$/i

/**
 * Takes old links to the Experience Profile, `…/ExperienceProfile/contact?cid={id}`, to the profile here, and to the list
 * of contacts, which says so, where they name none. They lie at no path of their own, so this has to come before what refuses unknown ones.
 */
export function redirectExperienceProfile(app: FastifyInstance): void {
  // No promise: every request of every tracking API passes here.
  app.addHook('onRequest', (request, reply, proceed) => {
    // Below /admin every path is a page, this one too.
    if (!(request.is404 || isBelowAdmin(request)) || !isLink(request)) return proceed()
    reply.redirect(findTarget(request.query), 302)
  })
}

function isBelowAdmin({ url }: FastifyRequest): boolean {
  return url.startsWith('/admin/')
}

function isLink({ method, url }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  const [path = ''] = url.split('?', 1)
  return experienceProfile.test(path)
}

/** ASP.NET reads names of parameters in any case. */
function findTarget(query: unknown): string {
  const entry = Object.entries(query as Record<string, string | string[]>).find(
    ([name]) => name.toLowerCase() === 'cid',
  )
  const cid = [entry?.[1] ?? ''].flat()[0] ?? ''
  const id = parseGuid(cid)
  return id === null ? '/admin/contacts?link=noContact' : `/admin/contacts/${id}/overview`
}
