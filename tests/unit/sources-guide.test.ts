import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readConfiguration } from '@/worker/src/config';
import { checkedUrl } from '@/worker/src/web/addresses';

const guide = readFileSync('docs/sources.md', 'utf8');
const examples = [...guide.matchAll(/^```json\n(.*?)^```/gms)].map(([, json = '']) =>
  JSON.parse(json),
);
const [, exempt = ''] = /`("allowedHosts": .*?\])`/.exec(guide) ?? [];

test('each example of a source is one, of the kind that its heading names', () => {
  const kinds = [...guide.matchAll(/^### `([\w-]+)`$/gm)].map(([, kind]) => kind);
  expect(examples.map(({ kind }) => kind)).toEqual(kinds);
  const text = `{${exempt}, "sources": ${JSON.stringify(examples)}}`;
  const { sources } = readConfiguration(text, () => 'a secret of tests');
  expect(sources.map(({ id }) => id)).toEqual(examples.map(({ id }) => id));
});

test('each may be asked, with the hosts that the guide exempts', async () => {
  const { allowedHosts } = JSON.parse(`{${exempt}}`);
  const rules = { allowedHosts: new Set<string>(allowedHosts), resolve: null };
  for (const { url } of examples) if (url) await checkedUrl(url, rules);
});
