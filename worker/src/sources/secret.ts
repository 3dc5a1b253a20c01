import { SourceError } from '../web/web';

const PLACE = '{apiKey}';

/** Keeps a key out of what is kept, sent or told. */
export function hiding(key: string) {
  const forms = [...new Set([key, encodeURIComponent(key)])];
  const inText = (text: string) => forms.reduce((rest, form) => rest.replaceAll(form, PLACE), text);
  const encoded = encodeURIComponent(PLACE);
  return {
    isIn: (text: string) => forms.some((form) => text.includes(form)),
    /** The same value, in whose texts the key is only marked. */
    from: <Value extends object>(value: Value): Value => mapTexts(value, inText) as Value,
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

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, mapTexts(one, change)]),
  );
}
