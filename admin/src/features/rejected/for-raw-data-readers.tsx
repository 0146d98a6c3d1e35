import { IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { mayReadRawData } from '../../shared/may-read-raw-data.ts'
import { Notice } from '../../shared/notice.tsx'
import { useSharedTexts } from '../../shared/shared.texts.ts'
import { useRole } from '../../shared/use-role.ts'
import { useRejectedTexts } from './rejected.texts.ts'

/** Others are told why not, and the server, which would refuse them, is not even asked. */
export function ForRawDataReaders({ children }: { children: ReactNode }) {
  const text = useRejectedTexts()
  const shared = useSharedTexts()
  if (mayReadRawData(useRole())) return children
  return (
    <Notice
      title={shared('refusedTitle')}
      message={text('forWhom')}
      icon={<IconLock size={32} stroke={1.4} aria-hidden />}
    />
  )
}
