import '@mantine/core/styles.css'
import './app/app.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { reloadAfterUpdate } from './app/reload-after-update.ts'

reloadAfterUpdate()
const root = document.getElementById('root')
if (root === null) throw new Error('The page lacks its #root.')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
