import { Button, Menu } from '@mantine/core'
import { IconCalendar, IconDownload, IconListDetails } from '@tabler/icons-react'
import { apiUrl } from '../../shared/api.ts'
import { CopyButton } from '../../shared/copy-button.tsx'
import { MOST_MEMBERS, toParameters } from './overview.api.ts'
import { useOverviewTexts } from './overview.texts.ts'
import { useOverviewSearch } from './use-overview-search.ts'

/** What can be done with the whole report. */
export function OverviewActions() {
  const text = useOverviewTexts()
  const { search } = useOverviewSearch()
  const parameters = { ...toParameters(search), format: 'csv' }
  return (
    <>
      {/* The address changes with the search, and this with it. */}
      <CopyButton value={window.location.href} name={text('theLink')} label={text('copyLink')} />
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button variant="default" size="xs" leftSection={<IconDownload size={16} aria-hidden />}>
            {text('export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            component="a"
            href={apiUrl('/reports/overview', parameters)}
            download
            leftSection={<IconCalendar size={16} aria-hidden />}
          >
            {text('exportDays')}
          </Menu.Item>
          <Menu.Item
            component="a"
            href={apiUrl('/reports/breakdown', { ...parameters, limit: MOST_MEMBERS })}
            download
            leftSection={<IconListDetails size={16} aria-hidden />}
          >
            {text('exportMembers')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
