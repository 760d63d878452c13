import './styles/main.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { handleMissingParts } from './app/missing-part.ts'
import { applyTheme } from './app/preferences.ts'

applyTheme()
handleMissingParts()
const root = document.getElementById('root')
if (root === null) throw new Error('The page has no element with the id root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
