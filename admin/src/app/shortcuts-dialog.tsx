import { Group, Kbd, Modal, Stack, Switch, Table } from '@mantine/core'
import { useSharedTexts } from '../shared/shared.texts.ts'
import { useFocusReturn } from '../shared/use-focus-return.ts'
import { navigation } from './navigation.ts'
import { useShellTexts } from './shell.texts.ts'

export default function ShortcutsDialog({
  areLettersOn,
  onLettersChange,
  onClose,
}: {
  areLettersOn: boolean
  onLettersChange: (on: boolean) => void
  onClose: () => void
}) {
  const text = useShellTexts()
  const close = useSharedTexts()
  useFocusReturn()
  const rows: readonly (readonly [keys: readonly string[], what: string])[] = [
    [['Ctrl', 'K'], text('keySearch')],
    [['?'], text('shortcuts')],
    ...navigation.map(({ key, text: name }) => [['G', key.toUpperCase()], text(name)] as const),
    [['/'], text('keyListSearch')],
    [['J', 'K'], text('keyRows')],
    [['Enter'], text('keyOpen')],
    [['P'], text('keyPeek')],
    [['Space'], text('keyPause')],
    [['←', '→', '↑', '↓'], text('keyTimeline')],
    [['Esc'], text('keyClose')],
  ]
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': close('close') }}
      title={text('shortcuts')}
    >
      <Stack>
        <Table>
          <Table.Tbody>
            {rows.map(([keys, what]) => (
              <Table.Tr key={what}>
                <Table.Th scope="row">
                  <Group gap={4}>
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </Group>
                </Table.Th>
                <Table.Td>{what}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Switch
          label={text('letterKeys')}
          checked={areLettersOn}
          onChange={(event) => onLettersChange(event.currentTarget.checked)}
        />
      </Stack>
    </Modal>
  )
}
