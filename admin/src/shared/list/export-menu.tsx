import { Button, Menu } from '@mantine/core'
import { IconDownload, IconFileSpreadsheet, IconJson } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { apiUrl, type Parameters } from '../api.ts'
import { usePageAction } from '../page-actions.ts'
import { type Role, useRole } from '../use-role.ts'
import { useListTexts } from './list.texts.ts'
import classes from './narrow-button.module.css'

// Few see it, and what it brings along would make every list later.
const LockedButton = lazy(async () => ({
  default: (await import('../locked-button.tsx')).LockedButton,
}))

/** A file is out of sight of those who guard personal data: the server answers others 403 (docs/spec/waymark.md §7). */
const EXPORT_ROLES: readonly Role[] = ['admin', 'marketer', 'privacy']

/** Downloads a list with its filters: what is shown, and all of it, headed in words. The browser does it, so it may be long. */
export function ExportMenu(list: { path: string; parameters: Parameters }) {
  const text = useListTexts()
  const role = useRole()
  if (role === undefined || EXPORT_ROLES.includes(role)) return <ExportFormats {...list} />
  return (
    <Suspense>
      <LockedButton roles={EXPORT_ROLES} size="xs">
        {text('export')}
      </LockedButton>
    </Suspense>
  )
}

function ExportFormats({ path, parameters }: { path: string; parameters: Parameters }) {
  const text = useListTexts()
  const hrefOf = (format: 'csv' | 'ndjson') => apiUrl(path, { ...parameters, format, headings: 'words' })
  usePageAction(text('exportList'), () => location.assign(hrefOf('csv')))
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          px="xs"
          classNames={{ section: classes.icon }}
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          <span className={classes.label}>{text('export')}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={hrefOf('csv')}
          download
          leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
        >
          {text('exportCsv')}
        </Menu.Item>
        <Menu.Item
          component="a"
          href={hrefOf('ndjson')}
          download
          leftSection={<IconJson size={16} aria-hidden />}
        >
          {text('exportNdjson')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
