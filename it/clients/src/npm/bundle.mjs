// node bundle.mjs FILE: the browser's Amplify client as one script
import { build } from 'esbuild';

await build({
  entryPoints: ['browser.mjs'],
  bundle: true,
  format: 'iife',
  platform: 'browser',
  define: { global: 'globalThis' },
  logLevel: 'error',
  minify: true,
  outfile: process.argv[2],
});
