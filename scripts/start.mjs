import { buildIfChanged } from './build.mjs';

await buildIfChanged();
process.env.NODE_ENV = 'production';
await import(new URL('../dist/main.mjs', import.meta.url).href);
