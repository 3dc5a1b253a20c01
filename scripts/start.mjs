import { buildIfChanged } from './build.mjs';

await buildIfChanged();
process.env.NODE_ENV = 'production';
// Errors tell of the sources; it counts for what is loaded from here on.
process.setSourceMapsEnabled(true);
await import(new URL('../dist/main.mjs', import.meta.url).href);
