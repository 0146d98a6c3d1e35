import type { FirstStart } from '../catalogue/set-up-installation.ts'
import { listFirstRequests } from '../features/setup/first-requests.ts'

/**
 * What the first start says, once and never again: where the admin is and who may sign in, every secret as `label: value`, and
 * first requests that need no more than to be pasted into a shell.
 */
export function describeFirstStart(
  firstStart: FirstStart,
  { address, sitecorePath }: { address: string; sitecorePath: string },
): string {
  const { administrator, channel, sitecoreKey, trackingKey, token } = firstStart
  const requests = listFirstRequests({
    address,
    sitecorePath,
    sitecoreKey,
    xperienceKey: trackingKey,
    channelId: channel.id,
    goal: 'Register',
    event: 'Download',
    consent: 'TrackingConsent',
    managementToken: token,
  })
  return `
This is the first start. What follows is shown only now; keep it.

Open the admin, which leads to a first event:
Admin: ${address}/admin/
Administrator: ${administrator.email}
Password: ${administrator.password}

For JSS apps (public, in the query of each request):
Sitecore key: ${sitecoreKey}

For apps that track the Xperience way (the key is a secret of your server side):
Xperience key: ${trackingKey}
Channel id: ${channel.id}

For scripts that read what is stored (a secret):
Management token: ${token}

The keys are those of the channel "${channel.name}". First requests, ready to paste:

${requests.map(({ title, command }, index) => `${index + 1}. ${title}:\n\n${command}\n`).join('\n')}`
}
