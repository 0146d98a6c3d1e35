import { Button, Popover } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import type { ColumnChoicesProperties } from './column-choices.tsx'
import { useListTexts } from './list.texts.ts'
import classes from './narrow-button.module.css'

// Nobody chooses before it is opened: it is no part of the first load.
const ColumnChoices = lazy(() => import('./column-choices.tsx'))

/** Chooses what a list shows. */
export function ColumnPicker(choices: ColumnChoicesProperties) {
  const text = useListTexts()
  return (
    <Popover position="bottom-end" width={300} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          px="xs"
          classNames={{ section: classes.icon }}
          leftSection={<IconColumns3 size={16} aria-hidden />}
        >
          <span className={classes.label}>{text('columns')}</span>
        </Button>
      </Popover.Target>
      {/* Around all of it: the focus goes into what is there when it opens. */}
      <Suspense>
        <Popover.Dropdown aria-label={text('columns')}>
          <ColumnChoices {...choices} />
        </Popover.Dropdown>
      </Suspense>
    </Popover>
  )
}
