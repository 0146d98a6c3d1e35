import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ApiError } from '../../shared/api.ts'
import { useSignIn } from '../../shared/session.ts'
import { useSessionTexts } from './session.texts.ts'

/** `email` is given where it is known who signs in again: over the page, whose dialog takes the focus to what it marks. */
export function SignInForm({ email }: { email?: string }) {
  const text = useSessionTexts()
  const signIn = useSignIn()
  const [refusal, setRefusal] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [address, setAddress] = useState(email ?? '')
  const [password, setPassword] = useState('')

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setIsBusy(true)
    setRefusal(null)
    try {
      await signIn(address.trim(), password)
    } catch (error) {
      setRefusal(error instanceof ApiError ? error.message : String(error))
      setPassword('')
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {refusal !== null && (
          <Alert color="red" role="alert">
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
          autoFocus={email === undefined}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <PasswordInput
          label={text('password')}
          name="password"
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': text('showPassword') }}
          required
          withAsterisk={false}
          data-autofocus={email !== undefined || undefined}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={isBusy} fullWidth mt="xs">
          {text('signIn')}
        </Button>
      </Stack>
    </form>
  )
}
