import { Center, Code, Paper, Stack, Text, Title } from '@mantine/core'
import { useSessionTexts } from './session.texts.ts'
import { SignInForm } from './sign-in-form.tsx'
import classes from './sign-in-page.module.css'

/** Word by word: a line may end between them, and at none of their hyphens. */
const RESET = ['npm', 'run', 'waymark', '--', 'user', 'reset-password', '<e-mail>']

export default function SignInPage() {
  const text = useSessionTexts()
  return (
    <Center mih="100vh" p="md" component="main">
      <Paper withBorder p="xl" w={400} maw="100%">
        <Stack gap="md">
          <img src="/admin/waymark.svg" alt="" width={40} height={40} />
          <div>
            <Title order={1}>{text('title')}</Title>
            <Text c="dimmed" size="sm">
              {text('purpose')}
            </Text>
          </div>
          <SignInForm />
          <div>
            <Text c="dimmed" size="xs">
              {text('forgotten')}
            </Text>
            <Code>
              {RESET.map((word, index) => (
                <span key={word}>
                  {index > 0 && ' '}
                  <span className={classes.word}>{word}</span>
                </span>
              ))}
            </Code>
          </div>
        </Stack>
      </Paper>
    </Center>
  )
}
