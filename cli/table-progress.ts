import type { Progress, RowCounts } from '@/runtime/carry/source';
import { progressLine } from './terminal';

const numbers = new Intl.NumberFormat('en');

/** `1 row`, `2,345 rows`. */
export const countOf = (count: number, what: string) =>
  `${numbers.format(count)} ${what}${count === 1 ? '' : 's'}`;

/** Shows on a terminal how many rows of which table have gone by, until `work` is done. */
export async function withTableProgress<Result>(
  work: (progressOf: (doing: string) => Progress) => Promise<Result>,
): Promise<Result> {
  const line = progressLine(process.stderr);
  const progressOf = (doing: string): Progress => {
    let current = '';
    let sum = 0;
    return (table, rows) => {
      sum = table === current ? sum + rows : rows;
      current = table;
      line.show(`${doing} ${table}: ${countOf(sum, 'row')}`);
    };
  };
  try {
    return await work(progressOf);
  } finally {
    line.clear();
  }
}

/** Of all tables together. */
export const totalOf = (counts: RowCounts): number =>
  [...counts.values()].reduce((sum, rows) => sum + rows, 0);

/** Tells how many of all rows have gone by: in percent on a terminal, elsewhere a line after each table. */
export async function withShareOfRows<Result>(
  doing: string,
  work: (begin: (rows: RowCounts) => Progress) => Promise<Result>,
): Promise<Result> {
  const line = progressLine(process.stderr);
  const begin = (counts: RowCounts): Progress => {
    const all = totalOf(counts);
    const left = new Map(counts);
    let gone = 0;
    return (table, rows) => {
      gone += rows;
      left.set(table, (left.get(table) ?? 0) - rows);
      const share = `${Math.floor((100 * gone) / all)}% of ${countOf(all, 'row')}`;
      line.show(`${doing} ${table}: ${share}`);
      if (left.get(table) === 0)
        line.leave(`${table}: ${countOf(counts.get(table) ?? 0, 'row')}, ${share}`);
      if (gone === all) line.show('All rows are there: indexes are made of them.');
    };
  };
  try {
    return await work(begin);
  } finally {
    line.clear();
  }
}
