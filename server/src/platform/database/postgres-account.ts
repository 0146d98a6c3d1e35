import { execFile } from 'node:child_process'
import { chown, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { OperatorError } from '../operator-error.ts'

const run = promisify(execFile)

/**
 * Under which account PostgreSQL runs. It refuses uid 0, and initdb wants an account that has a name.
 *
 * - An ordinary user: as that user.
 * - root: in a user namespace, where root's own uid looks like `nobody`. Files stay root's, so folders that only
 *   root may enter are no obstacle.
 * - root where namespaces are forbidden (many containers), or on data that belongs to another account: as that
 *   account through setpriv, with the capability to pass folders that are closed to it, if it can be had.
 */
export type PostgresAccount = {
  /** What stands before a command to run it under the account. */
  prefix: string[]
  /** Who has to own the files, when that is not the user of this process. */
  owner: { uid: number; gid: number } | null
  /** Whether it gets at its files although a folder above them is closed to it. */
  passesClosedFolders: boolean
}

const sameUser: PostgresAccount = { prefix: [], owner: null, passesClosedFolders: true }

/** Picks the account for the data in `cluster`, or for new data when there is none yet. */
export async function choosePostgresAccount(cluster: string, initdb: string): Promise<PostgresAccount> {
  const uid = process.getuid?.() ?? -1
  const accounts = await listAccounts()
  if (uid !== 0) {
    const named = accounts.length === 0 || accounts.some((account) => account.uid === uid)
    return named ? sameUser : ((await inUserNamespace(accounts)) ?? sameUser)
  }

  const owner = await findOwner(cluster)
  if (owner !== null && owner.uid !== 0) return requireAccount(await throughSetpriv(owner, initdb))
  const nobody = findNobody(accounts)
  const account =
    (await inUserNamespace(accounts)) ??
    (owner === null && nobody ? await throughSetpriv(nobody, initdb) : null)
  return requireAccount(account)
}

/** Gives files that this process made to the account. */
export async function handOver(account: PostgresAccount, ...paths: string[]): Promise<void> {
  const { owner } = account
  if (owner !== null) await Promise.all(paths.map((path) => chown(path, owner.uid, owner.gid)))
}

type Account = { name: string; uid: number; gid: number }

async function inUserNamespace(accounts: Account[]): Promise<PostgresAccount | null> {
  const nobody = findNobody(accounts)
  if (!nobody) return null
  const prefix = ['unshare', '--user', `--map-user=${nobody.uid}`, `--map-group=${nobody.gid}`, '--']
  return (await succeeds([...prefix, 'true'])) ? { prefix, owner: null, passesClosedFolders: true } : null
}

async function throughSetpriv(
  owner: { uid: number; gid: number },
  initdb: string,
): Promise<PostgresAccount | null> {
  const as = ['setpriv', `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups']
  const pass = ['--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search']
  // initdb looks for postgres by access(2), which forgets the capabilities of ordinary accounts without this.
  const keep = '--securebits=+no_setuid_fixup'
  for (const options of [[keep, ...pass], pass, []]) {
    const prefix = [...as, ...options, '--']
    // PostgreSQL's own files may lie in a closed folder, too. This finds them all, and reads and writes no data.
    if (await succeeds([...prefix, initdb, '--show', '--pgdata', '/']))
      return { prefix, owner, passesClosedFolders: options.length > 0 }
  }
  if (!(await succeeds([...as, '--', 'true']))) return null
  throw new OperatorError(
    `PostgreSQL refuses to run as root, and the account that it runs as here instead may not enter ${dirname(initdb)} ` +
      'or a folder above it. Move Waymark to where every account may enter, or start it as an ordinary user who owns ' +
      'the data folder.',
  )
}

async function succeeds([command = '', ...args]: string[]): Promise<boolean> {
  return run(command, args).then(
    () => true,
    () => false,
  )
}

function requireAccount(account: PostgresAccount | null): PostgresAccount {
  if (account !== null) return account
  throw new OperatorError(
    'PostgreSQL refuses to run as root, and this machine offers no way around it (unshare and setpriv both failed). ' +
      'Start Waymark as an ordinary user who owns the data folder, or set DATABASE_URL.',
  )
}

async function findOwner(path: string): Promise<{ uid: number; gid: number } | null> {
  return stat(path).then(
    ({ uid, gid }) => ({ uid, gid }),
    () => null,
  )
}

function findNobody(accounts: Account[]): Account | undefined {
  return accounts.find((account) => account.name === 'nobody' && account.uid > 0)
}

async function listAccounts(): Promise<Account[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}
