import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Ends the command: it was not typed as it is meant. */
export function explain(usage: string): never {
  console.error(usage);
  process.exit(2);
}

/** What was typed after the command; ends it for who asks for help, and for who types something else. */
export function parseOrExplain<Typed extends ParseArgsConfig>(usage: string, typed: Typed) {
  if (process.argv.includes('--help')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs(typed);
  } catch {
    return explain(usage);
  }
}
