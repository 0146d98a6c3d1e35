/** Copies the code beside a pressed button, or selects it where the browser does not let a page copy. */
export const script = `
for (const button of document.querySelectorAll('button')) {
  button.hidden = !navigator.clipboard
  button.addEventListener('click', async () => {
    const code = document.getElementById(button.dataset.copies)
    getSelection().selectAllChildren(code)
    button.textContent = await navigator.clipboard.writeText(code.textContent).then(() => 'Copied', () => 'Selected')
    setTimeout(() => { button.textContent = 'Copy' }, 2000)
  })
}
`
