import { type Kind, kindNames } from './calls';

export interface Outcome {
  kind: Kind;
  /** 0: the connection broke. */
  status: number;
  /** From when it was to be sent. */
  ms: number;
}

export interface Phase {
  name: string;
  offeredPerSecond: number;
  answeredPerSecond: number;
  /** Shares of all calls. */
  ok: number;
  shed: number;
  failed: number;
  okMs: { p50: number; p99: number; p999: number };
  shedMs: { p50: number; p99: number };
  /** Resident memory in MB, in the first and the last tenth. */
  rssMb: { first: number; last: number; peak: number };
  connections: number;
  ingestedPerSecond: number;
  /** Of the answers of each kind. */
  msByKind: Record<Kind, { p50: number; p99: number }>;
}

export function summary(
  name: string,
  outcomes: Outcome[],
  {
    seconds,
    rss,
    connections,
    ingested,
  }: { seconds: number; rss: number[]; connections: number; ingested: number },
): Phase {
  const times = (isWanted: (outcome: Outcome) => boolean) =>
    outcomes
      .filter(isWanted)
      .map(({ ms }) => ms)
      .sort((a, b) => a - b);
  const isOk = ({ status }: Outcome) => status >= 200 && status < 300;
  const isShed = ({ status }: Outcome) => status === 503;
  const ok = times(isOk);
  const shed = times(isShed);
  const tenth = Math.max(1, Math.floor(rss.length / 10));
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    name,
    offeredPerSecond: outcomes.length / seconds,
    answeredPerSecond: ok.length / seconds,
    ok: ok.length / outcomes.length,
    shed: shed.length / outcomes.length,
    failed: (outcomes.length - ok.length - shed.length) / outcomes.length,
    okMs: { p50: quantile(ok, 0.5), p99: quantile(ok, 0.99), p999: quantile(ok, 0.999) },
    shedMs: { p50: quantile(shed, 0.5), p99: quantile(shed, 0.99) },
    rssMb: {
      first: mean(rss.slice(0, tenth)),
      last: mean(rss.slice(-tenth)),
      peak: Math.max(...rss),
    },
    connections,
    ingestedPerSecond: ingested / seconds,
    msByKind: Object.fromEntries(
      kindNames.map((kind) => {
        const own = times((outcome) => outcome.kind === kind && isOk(outcome));
        return [kind, { p50: quantile(own, 0.5), p99: quantile(own, 0.99) }];
      }),
    ) as Phase['msByKind'],
  };
}

const quantile = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

const ms = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(1));

export function table(phases: Phase[]): string {
  const percent = (share: number) => `${(share * 100).toFixed(2)} %`;
  return [
    '| | offered/s | answered/s | ok | 503 | failed | p50 ms | p99 ms | p99.9 ms | 503 p50/p99 ms | MB first/last/peak | connections | ingested/s |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...phases.map(
      (phase) =>
        `| ${phase.name} | ${phase.offeredPerSecond.toFixed(0)} | ${phase.answeredPerSecond.toFixed(0)} | ${percent(phase.ok)} | ${percent(phase.shed)} | ${percent(phase.failed)} | ${ms(phase.okMs.p50)} | ${ms(phase.okMs.p99)} | ${ms(phase.okMs.p999)} | ${ms(phase.shedMs.p50)} / ${ms(phase.shedMs.p99)} | ${phase.rssMb.first.toFixed(0)} / ${phase.rssMb.last.toFixed(0)} / ${phase.rssMb.peak.toFixed(0)} | ${phase.connections} | ${phase.ingestedPerSecond.toFixed(0)} |`,
    ),
  ].join('\n');
}

export const tableByKind = (phases: Phase[]) =>
  [
    `| p50 / p99 ms | ${kindNames.join(' | ')} |`,
    `|---|${'---:|'.repeat(kindNames.length)}`,
    ...phases.map(({ name, msByKind }) => {
      const cells = kindNames.map(
        (kind) => `${ms(msByKind[kind].p50)} / ${ms(msByKind[kind].p99)}`,
      );
      return `| ${name} | ${cells.join(' | ')} |`;
    }),
  ].join('\n');
