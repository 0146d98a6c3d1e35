/** A failure with a message for the person at the terminal. */
export class InstallError extends Error {
  /** @param {string} message */
  constructor(message, exitStatus = 1) {
    super(message)
    this.exitStatus = exitStatus
  }
}

/** @type {[RegExp, string][]} */
const remedies = [
  [
    /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EPROXY/,
    'The npm registry cannot be reached. Check the network and the proxy settings of npm, then start again.',
  ],
  [
    /\bE40[13]\b|ENEEDAUTH/,
    'The npm registry refused access. Check its address and the credentials in your npm settings.',
  ],
  [/\bE404\b|ETARGET/, 'The npm registry in your settings lacks a package. Try another registry.'],
  [/ENOSPC|EDQUOT/, 'The disk is full. About 700 MB are needed.'],
  [/EACCES|EPERM|EROFS/, 'This user may not write to the folder. Start as the user who owns it.'],
  [/EINTEGRITY/, 'A package in the cache of npm is damaged. Run `npm cache verify`, then start again.'],
  [
    /EUSAGE|can only install packages when your package.json and package-lock.json/,
    'package-lock.json does not fit package.json. Run `npm install` once.',
  ],
  [/spawn npm ENOENT/, 'npm was not found. It comes with Node; install Node again from nodejs.org.'],
]

/**
 * What npm printed last, and what to do about it.
 *
 * @param {string} output
 */
export function explainFailure(output) {
  const remedy =
    remedies.find(([pattern]) => pattern.test(output))?.[1] ?? 'Mend what npm reports, then start again.'
  const lines = output
    .trim()
    .split('\n')
    .filter((line) => !/A complete log of this run|\.log$/.test(line))
  return ['Installing the packages failed:', ...lines.slice(-12), '', remedy].join('\n')
}
