import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where the server answers while the pages are served by Vite during development. */
const server = 'http://127.0.0.1:4400'

/** The server answers its own host and origin only. */
const toServer = { target: server, changeOrigin: true, headers: { origin: server } }

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    target: 'es2023',
    sourcemap: false,
    reportCompressedSize: true,
    // Browsers that know the target know `modulepreload` too.
    modulePreload: { polyfill: false },
    // Small parts that most pages share travel as one file: thirty of half a kilobyte each compress badly.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 5, maxModuleSize: 6_000 }] } },
    },
  },
  server: {
    port: 4401,
    proxy: { '/trpc': toServer, '/api': toServer, '/health': toServer, '/docs': toServer },
  },
})
