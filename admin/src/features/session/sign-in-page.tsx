import { Center, Code, Paper, Stack, Text, Title } from '@mantine/core'
import { useSessionTexts } from './session.texts.ts'
import { SignInForm } from './sign-in-form.tsx'

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
            <Code>{'npm run waymark -- user reset-password <e-mail>'}</Code>
          </div>
        </Stack>
      </Paper>
    </Center>
  )
}
