import { IconRouteOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Notice } from '../../../shared/notice.tsx'
import { useProfileTexts } from '../profile.texts.ts'

/** Of a visit that is gone, or never was. */
export function MissingVisit({ isPage = false, children }: { isPage?: boolean; children?: ReactNode }) {
  const text = useProfileTexts()
  return (
    <Notice
      title={text('visitMissingTitle')}
      message={text('visitMissing')}
      icon={<IconRouteOff size={40} stroke={1.4} aria-hidden />}
      isPage={isPage}
    >
      {children}
    </Notice>
  )
}
