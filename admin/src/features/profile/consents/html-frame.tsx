import classes from './html-frame.module.css'

function readNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}

/**
 * HTML that an administrator wrote and the server sanitised, in a frame that runs nothing, belongs to no site and sends
 * nothing. Links open elsewhere.
 */
export function HtmlFrame({
  html,
  title,
  isLow = false,
}: {
  html: string
  title: string
  /** For a line or two. */
  isLow?: boolean
}) {
  const document = `<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark"><base target="_blank">
<style nonce="${readNonce()}">body{margin:0;font:14px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}body>:first-child{margin-top:0}</style><body>${html}`
  return (
    <iframe
      title={title}
      srcDoc={document}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      className={classes.frame}
      data-low={isLow || undefined}
    />
  )
}
