const units = ['kB', 'MB', 'GB', 'TB', 'PB'];

/** Bytes as people say them: `129 MB`. By hand, so that server and browser agree to the letter. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  let value = bytes;
  let unit = -1;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${Number(value.toPrecision(3))} ${units[unit]}`;
}

/** A whole number with its thousands apart: `10,000`. */
export const formatCount = (count: number) => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

/**
 * A name as it is shown: what would turn the order of its characters round, so that `exe.doc` may be
 * a program, is made visible instead.
 */
export const formatName = (name: string) => name.replace(/[\u202D\u202E]/g, '\uFFFD');

const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** The day of a time, in UTC: `31 January 2026`. */
export function formatDay(time: string): string {
  const date = new Date(time);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

const spans: [name: string, seconds: number][] = [
  ['year', 31_556_952],
  ['month', 2_629_746],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** How long ago a time was: `3 hours ago`. */
export function formatAge(time: string, now: number): string {
  const seconds = (now - Date.parse(time)) / 1000;
  for (const [name, length] of spans) {
    const count = Math.floor(seconds / length);
    if (count >= 1) return `${count} ${name}${count === 1 ? '' : 's'} ago`;
  }
  return 'just now';
}
