/** Copies the code beside a pressed button. Without it the page works too: a click on the code selects it whole. */
export const script = `
for (const button of document.querySelectorAll('button')) {
  button.hidden = !navigator.clipboard
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent)
    button.textContent = 'Copied'
    setTimeout(() => { button.textContent = 'Copy' }, 2000)
  })
}
`
