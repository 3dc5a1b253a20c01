import { randomInt, randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startServer } from './processes';
import { machine, median } from './report';
import { onStage, type Stage, say } from './stage';

const usage = `npm run bench:timing -- [--tries 1000]
  Whether an answer's time tells if an address has an account: sign-in with a wrong password, and a
  forgotten password, each for an address that has one and for one that has none, by chance.
  Asks a server of its own on this machine alone, 10,000 times each at most.`;

const { values: options } = parseArgs({
  options: {
    tries: { type: 'string', default: '1000' },
    help: { type: 'boolean', default: false },
  },
});

const TRIES_MAX = 10_000;
const WARM_UP_TRIES = 50;
const PASSWORD = 'a password of the bench';

type Ask = (email: string) => Promise<void>;

async function measure(stage: Stage): Promise<void> {
  const tries = Math.min(TRIES_MAX, Number(options.tries));
  const environment = { ...(await stage.newEnvironment()), LOG_LEVEL: 'warn' };
  const server = await startServer(() => ['dist/main.mjs'], environment);
  try {
    const post = async (path: string, status: number, json: object) => {
      const response = await fetch(server.baseUrl + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(json),
      });
      await response.arrayBuffer();
      if (response.status !== status) throw new Error(`${path} answered ${response.status}`);
    };
    const known = newEmail();
    await post('/api/auth/sign-up', 201, { email: known, password: PASSWORD });
    const asks: Record<string, Ask> = {
      'sign-in': (email) => post('/api/auth/sign-in', 401, { email, password: 'a wrong one' }),
      'forgot-password': (email) => post('/api/auth/forgot-password', 204, { email }),
    };
    console.log(`${machine()}; about ${tries} tries each, milliseconds\n`);
    console.log('| | median known / unknown | mean known / unknown | difference | by chance |');
    console.log('|---|---:|---:|---:|---:|');
    for (const [name, ask] of Object.entries(asks)) {
      say(name);
      await inTurns(ask, known, WARM_UP_TRIES);
      console.log(line(name, await inTurns(ask, known, tries)));
    }
  } finally {
    await server.stop();
  }
}

const newEmail = () => `${randomUUID()}@example.org`;

interface Times {
  known: number[];
  unknown: number[];
}

/** Each by chance: what one call leaves to be done slows the next, which must be either as often. */
async function inTurns(ask: Ask, known: string, tries: number): Promise<Times> {
  const times: Times = { known: [], unknown: [] };
  for (let turn = 0; turn < 2 * tries; turn++) {
    const kind = randomInt(2) === 0 ? 'known' : 'unknown';
    const email = kind === 'known' ? known : newEmail();
    const start = performance.now();
    await ask(email);
    times[kind].push(performance.now() - start);
  }
  return times;
}

/** The difference of the means, and the greatest that chance gives 99 times of 100. */
function line(name: string, { known, unknown }: Times): string {
  const [one, other] = [spread(known), spread(unknown)];
  const byChance = 2.58 * Math.hypot(one.error, other.error);
  const ms = (value: number) => value.toFixed(2);
  const cells = [
    name,
    `${ms(median(known))} / ${ms(median(unknown))}`,
    `${ms(one.mean)} / ${ms(other.mean)}`,
    ms(one.mean - other.mean),
    `± ${ms(byChance)}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function spread(values: number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) };
}

if (options.help) console.log(usage);
else onStage(measure);
