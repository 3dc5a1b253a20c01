import { type ParseArgsConfig, parseArgs } from 'node:util';

/** The command line is wrong, or what it leaves out is nowhere to be found. */
export class UsageError extends Error {}

/**
 * What was typed after a command.
 *
 * @throws {UsageError} for what the command does not take
 */
export function parseArguments<Expected extends ParseArgsConfig>(
  argv: string[],
  expected: Expected,
) {
  try {
    return parseArgs({ ...expected, args: argv });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Ends the command: it was not typed as it is meant. */
export function explain(usage: string): never {
  console.error(usage);
  process.exit(2);
}

/** What was typed after the command; ends it for who asks for help, and for who types something else. */
export function parseOrExplain<Expected extends ParseArgsConfig>(
  usage: string,
  expected: Expected,
) {
  if (process.argv.includes('--help')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs(expected);
  } catch {
    return explain(usage);
  }
}
