import type { Progress } from '@/runtime/carry/source';
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
