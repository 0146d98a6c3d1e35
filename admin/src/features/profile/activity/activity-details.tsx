import { Box, SegmentedControl, Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { JsonTree } from '../../../shared/json-tree/json-tree.tsx'
import { VisitorUrl } from '../../../shared/visitor-url.tsx'
import type { Activity } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'
import classes from './activity-details.module.css'
import { listProperties } from './list-properties.ts'

/** All that is known of an activity. Values of the contact `filterOf` lead to those that have the same. */
export function ActivityDetails({ activity, filterOf }: { activity: Activity; filterOf?: string }) {
  const text = useProfileTexts()
  const [view, setView] = useState<'table' | 'json'>('table')
  return (
    <Box className={classes.details}>
      <SegmentedControl
        size="xs"
        mb="xs"
        data={[
          { value: 'table', label: text('asProperties') },
          { value: 'json', label: text('asJson') },
        ]}
        value={view}
        onChange={(value) => setView(value === 'json' ? 'json' : 'table')}
      />
      {view === 'json' ? (
        <JsonTree value={activity} label={activity.title} />
      ) : (
        <Table className={classes.table}>
          <Table.Tbody>
            {listProperties(activity).map(({ name, text: value, filter }) => (
              <Table.Tr key={name}>
                <Table.Th scope="row">
                  <bdi>{name}</bdi>
                </Table.Th>
                <Table.Td>
                  {filter !== null && filterOf !== undefined ? (
                    <Link
                      to="/contacts/$id/activity"
                      params={{ id: filterOf }}
                      search={{ property: filter }}
                      resetScroll={false}
                      aria-label={text('filterBy', { name, value: value.slice(0, 100) })}
                    >
                      <bdi>{value}</bdi>
                    </Link>
                  ) : name === 'url' || name === 'referrer' ? (
                    <VisitorUrl url={value} />
                  ) : (
                    <bdi>{value}</bdi>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Box>
  )
}
