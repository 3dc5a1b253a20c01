import { SourceError } from '../web/web';

const PLACE = '{apiKey}';

/** Keeps a key out of what is kept, sent or told. */
export function hiding(key: string) {
  const anyForm = new RegExp([...key].map(formsOf).join(''), 'gu');
  const inText = (text: string) => text.replaceAll(anyForm, PLACE);
  const encoded = encodeURIComponent(PLACE);
  // Whoever writes the mark into a link of his own would be sent the key otherwise.
  const withoutMarks = (text: string) => text.replaceAll(PLACE, '{}').replaceAll(encoded, '{}');
  return {
    /** Marked or not. */
    isIn: (text: string) => [PLACE, encoded].some((mark) => inText(text).includes(mark)),
    /** The same value, in whose texts the key is only marked. */
    from: <Value extends object>(value: Value): Value =>
      mapTexts(value, (text) => inText(withoutMarks(text))) as Value,
    /** What `from` took out is put in again, as addresses have it. */
    backInto: <Value extends object>(value: Value): Value =>
      mapTexts(value, (text) =>
        text
          .replaceAll(PLACE, encodeURIComponent(key))
          .replaceAll(encoded, encodeURIComponent(key)),
      ) as Value,
    async inErrors<Result>(action: () => Promise<Result>): Promise<Result> {
      try {
        return await action();
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        error.message = inText(error.message);
        throw error;
      }
    },
  };
}

/** A letter as it is, or escaped: programs do not agree on what has to be, and in which digits. */
function formsOf(letter: string): string {
  const digits = [...new TextEncoder().encode(letter)].map((byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  const escaped = `%${digits.join('%')}`.replace(
    /[a-f]/g,
    (digit) => `[${digit}${digit.toUpperCase()}]`,
  );
  const space = letter === ' ' ? '|\\+' : '';
  return `(?:\\u{${letter.codePointAt(0)?.toString(16)}}|${escaped}${space})`;
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, mapTexts(one, change)]),
  );
}
