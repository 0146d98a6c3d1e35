import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `npm run dev` has the server. */
const server = `http://localhost:${process.env.WAYMARK_PORT ?? '4100'}`
const serverPaths = ['/api', '/health', '/sitecore', '/layouts', '/Kentico.Tracking']

export default defineConfig({
  base: '/admin/',
  plugins: [react()],
  // The server puts a fresh one in the place of this word for each page (server/src/features/admin-app/).
  html: { cspNonce: 'WAYMARK_NONCE' },
  build: {
    target: 'es2024',
    // All that know light-dark(): a substitute for it goes by a colour scheme that Vite finds nowhere.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    sourcemap: false,
    // Everything that is inlined as data: would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: {
    port: 4101,
    strictPort: true,
    proxy: Object.fromEntries(serverPaths.map((path) => [path, { target: server }])),
  },
})
