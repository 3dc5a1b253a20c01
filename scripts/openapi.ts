import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { buildDocument } from '@/openapi/document';

/** What is made of the endpoints: the document, and the types of who speaks to it. */
const document = buildDocument();
const made = {
  'openapi/openapi.json': `${JSON.stringify(document, null, 2)}\n`,
  'openapi/schema.ts': astToString(await openapiTS(document as unknown as OpenAPI3)),
};

for (const [path, text] of Object.entries(made)) {
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (readFileSync(path, 'utf8') !== text) {
    throw new Error(`${path} is not what the endpoints say: npm run openapi:generate`);
  }
}
