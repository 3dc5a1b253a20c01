/** The text of an answer in pieces, for what is too long to be made at once. */
export type Pieces = AsyncIterable<string>;

/** The JSON of an object whose last field is a list that comes some items at a time. */
export async function* jsonInPieces(
  head: object,
  field: string,
  batches: AsyncIterable<readonly unknown[]>,
): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},${JSON.stringify(field)}:[`;
  let separator = '';
  for await (const items of batches) {
    if (items.length === 0) continue;
    yield separator + items.map((item) => JSON.stringify(item)).join(',');
    separator = ',';
  }
  yield ']}';
}

/** Whether a reply is the text in pieces. */
export const isPieces = (body: unknown): body is Pieces =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

/** The same pieces; what goes wrong among them is told, as the caller sees no more than an end. */
export async function* toldPieces(
  pieces: Pieces,
  tell: (error: unknown) => void,
): AsyncGenerator<string> {
  try {
    yield* pieces;
  } catch (error) {
    tell(error);
    throw error;
  }
}

/**
 * The same pieces. `onEnd` is called when they have ended, or nobody reads on; it is begun already,
 * so that it ends as well where nobody ever reads of it.
 */
export async function endingWith(onEnd: () => void, pieces: Pieces): Promise<Pieces> {
  const body = (async function* () {
    try {
      yield '';
      yield* pieces;
    } finally {
      onEnd();
    }
  })();
  await body.next();
  return body;
}
