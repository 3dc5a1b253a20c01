import { readFileSync } from 'node:fs';

/** What the last stage of the Dockerfile says of how the image runs. */
export function readImage() {
  const text = readFileSync('Dockerfile', 'utf8').replaceAll(/\\\n\s*/g, '');
  const stage = text.slice(text.lastIndexOf('\nFROM '));
  const instruction = (pattern: RegExp) => {
    const found = pattern.exec(stage)?.[1];
    if (found === undefined) throw new Error(`the Dockerfile has no ${pattern}`);
    return found;
  };
  const pairs = instruction(/^ENV (.*)$/m).split(' ');
  const [, ...command] = JSON.parse(instruction(/^CMD (.*)$/m)) as string[];
  const [, ...health] = JSON.parse(instruction(/^HEALTHCHECK .*?CMD (.*)$/m)) as string[];
  return {
    environment: Object.fromEntries(pairs.map((pair) => pair.split('=', 2))) as Record<
      string,
      string
    >,
    /** Arguments of Node. */
    command,
    health,
  };
}
