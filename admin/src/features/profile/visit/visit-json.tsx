import { Paper } from '@mantine/core'
import { JsonTree } from '../../../shared/json-tree/json-tree.tsx'
import type { VisitDetails, VisitPages } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'

/** A visit as the API gives it, with its pages. */
export default function VisitJson({ visit, pages }: { visit: VisitDetails; pages: VisitPages }) {
  const text = useProfileTexts()
  return (
    <Paper component="section" withBorder p="sm" aria-label={text('visitJson')}>
      <JsonTree value={{ ...visit, ...pages }} label={text('visitJson')} />
    </Paper>
  )
}
