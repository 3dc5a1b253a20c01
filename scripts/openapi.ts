import { readFileSync, writeFileSync } from 'node:fs';
import { buildDocument } from '@/openapi/document';

const PATH = 'openapi/openapi.json';
const document = `${JSON.stringify(buildDocument(), null, 2)}\n`;

if (process.argv.includes('--check')) {
  if (readFileSync(PATH, 'utf8') !== document) {
    throw new Error(`${PATH} is not what the endpoints say: npm run openapi:generate`);
  }
} else {
  writeFileSync(PATH, document);
}
