const MARK = 'waymark-reloaded-at'
/** A second failure within this time has another reason than an update. */
const ONCE_IN_MS = 60_000

/**
 * After an update of the server the parts of a page that is still open are gone, since their names hold a hash. Loading the page
 * anew gets the new ones; what it shows stands in its address.
 */
export function reloadAfterUpdate(): void {
  addEventListener('vite:preloadError', (event) => {
    if (Date.now() - Number(sessionStorage.getItem(MARK)) < ONCE_IN_MS) return
    event.preventDefault()
    sessionStorage.setItem(MARK, String(Date.now()))
    location.reload()
  })
}
