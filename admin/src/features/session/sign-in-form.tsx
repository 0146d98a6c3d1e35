import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { ApiError } from '../../shared/api.ts'
import { useSignIn } from './session.api.ts'
import { useSessionTexts } from './session.texts.ts'

/** `email` is given where it is known who signs in again. */
export function SignInForm({ email }: { email?: string }) {
  const text = useSessionTexts()
  const signIn = useSignIn()
  const [refusal, setRefusal] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const form = useForm({ initialValues: { email: email ?? '', password: '' } })

  const submit = form.onSubmit(async (values) => {
    setIsBusy(true)
    setRefusal(null)
    try {
      await signIn(values.email.trim(), values.password)
    } catch (error) {
      setRefusal(error instanceof ApiError ? error.message : String(error))
      form.setFieldValue('password', '')
    } finally {
      setIsBusy(false)
    }
  })

  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {refusal !== null && (
          <Alert color="red.9" role="alert">
            {refusal}
          </Alert>
        )}
        {/* Not type=email: browsers refuse admin@localhost. */}
        <TextInput
          label={text('email')}
          name="email"
          autoComplete="username"
          inputMode="email"
          required
          withAsterisk={false}
          data-autofocus={email === undefined || undefined}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={text('password')}
          name="password"
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': text('showPassword') }}
          required
          withAsterisk={false}
          data-autofocus={email !== undefined || undefined}
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={isBusy} fullWidth mt="xs">
          {text('signIn')}
        </Button>
      </Stack>
    </form>
  )
}
