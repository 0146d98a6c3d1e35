/**
 * Tells the server that a person is there (docs/spec/sitecore.md §1.8): at the first move, touch or key press it asks for
 * one style sheet, and half a minute later for another, which finds a visitor whose first event came after the first.
 * The cookie goes with both. As old as JavaScript can be, since it runs in whatever visitors have.
 */
export const visitorIdentificationScript = `(function () {
  var signs = ['mousemove', 'touchstart', 'pointerdown', 'keydown']
  var script = document.currentScript
  var folder = readMeta('VirtualFolder')
  var address = '/layouts/system/'
  if (folder) address = folder.replace(/\\/*$/, '') + address
  else if (script && script.src) address = script.src.replace(/[?#].*$/, '').replace(/[^/]*$/, '')

  for (var i = 0; i < signs.length; i++) document.addEventListener(signs[i], onSign, true)

  function onSign(event) {
    // What another script makes up is no sign of a person.
    if (event.isTrusted === false) return
    for (var i = 0; i < signs.length; i++) document.removeEventListener(signs[i], onSign, true)
    ask('VisitorIdentificationCSS.aspx', new Date().getTime())
    setTimeout(function () {
      ask('VIChecker.aspx', readMeta('VIcurrentDateTime') || new Date().getTime())
    }, 30000)
  }

  function ask(name, tstamp) {
    var site = /[?&](sc_site=[^&#]*)/i.exec(location.search)
    var link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = address + name + '?tstamp=' + encodeURIComponent(tstamp) + (site ? '&' + site[1] : '')
    document.getElementsByTagName('head')[0].appendChild(link)
  }

  function readMeta(name) {
    var metas = document.getElementsByTagName('meta')
    for (var i = 0; i < metas.length; i++) if (metas[i].name === name) return metas[i].content
    return ''
  }
})()
`
