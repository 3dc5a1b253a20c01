import { availableParallelism, cpus } from 'node:os';

/** One line of the table: the same thing, measured on each of the three. NaN: not measured. */
export interface Row {
  what: string;
  unit: string;
  node: number;
  next: number;
  floor: number;
  /** Product / floor; medians over rounds of what was measured back to back. */
  nodeRatio: number;
  nextRatio: number;
  /** What is aimed at, of the Node server. */
  aim?: { text: string; isMet: boolean };
}

/** A row of something that the floor does not have. */
export const resource = (what: string, unit: string, node: number, next: number): Row => ({
  what,
  unit,
  node,
  next,
  floor: Number.NaN,
  nodeRatio: Number.NaN,
  nextRatio: Number.NaN,
});

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** A table in Markdown, its columns in line. */
export function renderTable(rows: Row[]): string {
  const head = ['', 'unit', 'Node', 'Next', 'floor', 'Node/floor', 'Next/floor', 'aim'];
  const body = rows.map((row) => [
    row.what,
    row.unit,
    amount(row.node),
    amount(row.next),
    amount(row.floor),
    ratio(row.nodeRatio),
    ratio(row.nextRatio),
    row.aim === undefined ? '' : `${row.aim.text} ${row.aim.isMet ? 'met' : 'MISSED'}`,
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...body.map((cells) => (cells[column] ?? '').length)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => (column < 2 || column === 7 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

export const machine = () =>
  `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), Node.js ${process.version}`;

function amount(value: number): string {
  if (Number.isNaN(value)) return '';
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(value < 10 ? 2 : 1);
}

const ratio = (value: number) => (Number.isNaN(value) ? '' : value.toFixed(2));
