import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Ends the command: it was not typed as it is meant. */
export function explain(usage: string): never {
  console.error(usage);
  process.exit(2);
}

/** What was typed after the command; explains it and ends when that is something else. */
export function parseOrExplain<Typed extends ParseArgsConfig>(usage: string, typed: Typed) {
  try {
    return parseArgs(typed);
  } catch {
    return explain(usage);
  }
}
