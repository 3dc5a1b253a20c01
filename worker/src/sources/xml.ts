import { SaxesParser, type SaxesTagNS } from 'saxes';
import { SourceError } from '../web/web';

export interface XmlElement {
  /** As `NAMESPACES` has its prefix, whatever the document calls it; without one when it has none,
   * and with `?:` when it is of a namespace that nobody here reads. */
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  /** Its own text, trimmed. */
  text: string;
}

const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ['http://xmlns.ezrss.it/0.1/', 'torrent:'],
  ['http://search.yahoo.com/mrss/', 'media:'],
  ['http://search.yahoo.com/mrss', 'media:'],
  ['http://torznab.com/schemas/2015/feed', 'torznab:'],
  ['http://www.newznab.com/DTD/2010/feeds/attributes/', 'torznab:'],
  ['http://purl.org/dc/elements/1.1/', 'dc:'],
  ['http://backend.userland.com/creativeCommonsRssModule', 'cc:'],
  ['http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html', 'cc:'],
  ['http://web.resource.org/cc/', 'cc:'],
  ['http://creativecommons.org/ns#', 'cc:'],
  ['http://www.w3.org/2005/Atom', ''],
  ['http://purl.org/rss/1.0/', ''],
]);
const MAX_DEPTH = 32;
/** Of one element with all that is in it, and of anything between two tags. */
const MAX_ELEMENT_LENGTH = 1024 * 1024;
const PART_BYTES = 64 * 1024;
/** What XML does not allow, and programs write all the same. */
const NOT_OF_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const LET_PASS = /unbound namespace prefix|malformed character entity/;

/**
 * The elements of these names, one after the other as they are read; only one is held at a time.
 * The five entities of XML and the numeric ones are all it knows; a document that has others,
 * or that ends before its end, is refused. Faults that cost nothing of what is read are let pass.
 *
 * @param contentType of the answer, which may name the encoding where the document does not
 * @throws {SourceError} with the line at fault, worth another try: half a document looks the same
 */
export async function* xmlElements(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
  wanted: readonly string[],
): AsyncGenerator<XmlElement> {
  const reader = elementReader(new Set(wanted));
  let decoder: TextDecoder | null = null;
  for await (const chunk of body) {
    decoder ??= decoderFor(chunk, contentType);
    yield* reader.write(decoder.decode(chunk, { stream: true }));
  }
  yield* reader.end();
}

/** The same for what is held already. */
export function xmlElementsOf(
  { bytes, contentType }: { bytes: Uint8Array; contentType: string },
  wanted: readonly string[],
) {
  return xmlElements(partsOf(bytes), contentType, wanted);
}

async function* partsOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += PART_BYTES) {
    yield bytes.subarray(start, start + PART_BYTES);
  }
}

export const childrenOf = (element: XmlElement, name: string) =>
  element.children.filter((child) => child.name === name);

/** The text of the first child of that name that has any; undefined when there is none. */
export const textOf = (element: XmlElement, name: string): string | undefined =>
  childrenOf(element, name).find(({ text }) => text !== '')?.text;

function elementReader(wanted: ReadonlySet<string>) {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: XmlElement[] = [];
  let found: XmlElement[] = [];
  let depth = 0;
  let length = 0;
  let isBegun = false;

  const refuse = (problem: string) => {
    throw new SourceError(`XML, line ${parser.line}: ${problem}`, true);
  };
  parser.on('error', ({ message }) => {
    if (!LET_PASS.test(message)) refuse(message.replace(/^[\d:\s]+/, ''));
  });
  parser.on('opentag', (tag) => {
    if (++depth > MAX_DEPTH) refuse(`more than ${MAX_DEPTH} elements deep`);
    if (open.length === 0) length = 0;
    const name = nameOf(tag.uri, tag.local);
    if (open.length > 0 || wanted.has(name)) {
      open.push({ name, attributes: attributesOf(tag), children: [], text: '' });
    }
  });
  const addText = (text: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
    else length = 0;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    depth--;
    const element = open.pop();
    if (element === undefined) return;
    element.text = element.text.trim();
    const parent = open.at(-1);
    if (parent === undefined) found.push(element);
    else parent.children.push(element);
  });

  function* take(): Generator<XmlElement> {
    const elements = found;
    found = [];
    yield* elements;
  }
  return {
    *write(text: string) {
      length += text.length;
      const clean = text.replace(NOT_OF_XML, '');
      // Nothing may come before the declaration, and blank lines do.
      const part = isBegun ? clean : clean.trimStart();
      isBegun ||= part !== '';
      parser.write(part);
      if (length > MAX_ELEMENT_LENGTH) refuse(`an element is longer than ${MAX_ELEMENT_LENGTH}`);
      yield* take();
    },
    *end() {
      parser.close();
      yield* take();
    },
  };
}

const nameOf = (uri: string, local: string) =>
  uri === '' ? local : (NAMESPACES.get(uri) ?? '?:') + local;

const attributesOf = (tag: SaxesTagNS) =>
  new Map(Object.values(tag.attributes).map(({ local, value }) => [local, value.trim()]));

/** In UTF-16 where it shows, else the encoding that the XML declaration names, or the header, or UTF-8. */
function decoderFor(start: Uint8Array, contentType: string): TextDecoder {
  const head = new TextDecoder('latin1').decode(start.subarray(0, 200));
  const label =
    /^[^<]{0,3}<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1] ??
    /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1] ??
    'utf-8';
  try {
    // What has a byte for each letter so far is no UTF-16, though programs of .NET call it so.
    return new TextDecoder(wideEncodingOf(head) ?? label.replace(/^utf-?16.*/i, 'utf-8'));
  } catch {
    throw new SourceError(`XML: the encoding ${label} is not known`, false);
  }
}

/** UTF-16, which shows by its mark or by the first letter. */
function wideEncodingOf(head: string): string | undefined {
  if (/^(?:\u00ff\u00fe|<\0)/.test(head)) return 'utf-16le';
  return /^(?:\u00fe\u00ff|\0<)/.test(head) ? 'utf-16be' : undefined;
}
