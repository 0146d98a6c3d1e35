import { Anchor, Group, Paper, Text, Title } from '@mantine/core'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useProfileTexts } from '../profile.texts.ts'
import classes from './overview.module.css'

/** A part of the overview, which leads to the tab that has all of it. */
export function Block({
  title,
  empty,
  isEmpty,
  link,
  children,
}: {
  title: string
  /** What stands there instead of nothing. */
  empty: string
  isEmpty: boolean
  link?: Pick<LinkProps, 'to' | 'params' | 'search'>
  children: ReactNode
}) {
  const text = useProfileTexts()
  return (
    <Paper component="section" withBorder p="md" aria-label={title} className={classes.block}>
      <Group justify="space-between" mb="sm" gap="xs">
        <Title order={2} size="h3">
          {title}
        </Title>
        {link !== undefined && !isEmpty && (
          <Anchor
            size="sm"
            aria-label={`${text('showAll')}: ${title}`}
            renderRoot={(props) => <Link {...link} resetScroll={false} {...props} />}
          >
            {text('showAll')}
          </Anchor>
        )}
      </Group>
      {isEmpty ? (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      ) : (
        children
      )}
    </Paper>
  )
}
