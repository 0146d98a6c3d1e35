/**
 * Shows "Installing packages: 143 of 312": one line that changes in a terminal, a line every few seconds elsewhere.
 *
 * @param {() => number} count
 * @param {number} total
 */
export function showProgress(count, total) {
  const { stderr } = process
  const write = () => {
    const done = count()
    // The last thing npm does is to run the scripts of packages; the Node of this project is fetched then.
    const text =
      done < total
        ? `Installing packages: ${done} of ${total}`
        : 'Setting up the pinned Node and PostgreSQL inside node_modules …'
    stderr.write(stderr.isTTY ? `\r\x1b[K${text}` : `${text}\n`)
  }
  write()
  const timer = setInterval(write, stderr.isTTY ? 250 : 4_000)
  return {
    /** @param {boolean} succeeded */
    end(succeeded) {
      clearInterval(timer)
      stderr.write(`${stderr.isTTY ? '\r\x1b[K' : ''}${succeeded ? 'Packages are installed.\n' : ''}`)
    },
  }
}
