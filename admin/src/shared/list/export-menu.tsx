import { Button, Menu } from '@mantine/core'
import { IconDownload, IconFileSpreadsheet, IconJson } from '@tabler/icons-react'
import { apiUrl, type Parameters } from '../api.ts'
import { usePageAction } from '../page-actions.ts'
import { useListTexts } from './list.texts.ts'
import classes from './narrow-button.module.css'

/** Downloads a list with its filters: what is shown, and all of it, headed in words. The browser does it, so it may be long. */
export function ExportMenu({ path, parameters }: { path: string; parameters: Parameters }) {
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
