import type { FirstStart } from '../catalogue/set-up-installation.ts'
import { listFirstRequests } from '../features/start-page/first-requests.ts'

/**
 * What the first start says, once and never again: every secret as `label: value`, and first requests that need no
 * more than to be pasted into a shell.
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
    managementToken: token,
  })
  return `
This is the first start. What follows is shown only now; keep it.

For JSS apps (public, in the query of each request):
Sitecore key: ${sitecoreKey}

For apps that track the Xperience way (the key is a secret of your server side):
Xperience key: ${trackingKey}
Channel id: ${channel.id}

For reading what is stored (a secret):
Management token: ${token}

For the admin that a later version brings (nothing asks for it yet):
Administrator: ${administrator.email}
Password: ${administrator.password}

The keys are those of the channel "${channel.name}". First requests, ready to paste:

${requests.map(({ title, command }, index) => `${index + 1}. ${title}:\n\n${command}\n`).join('\n')}`
}
