import { type Kind, kinds } from '@/contracts/torrents';

const extensions: Record<Kind, string> = {
  video: 'mkv mp4 avi m4v mov webm mpg mpeg ogv wmv flv ts m2ts vob divx 3gp rm rmvb',
  audio: 'mp3 flac ogg oga opus m4a m4b wav aac ape wma aif aiff alac wv dsf mid',
  book: 'epub pdf mobi azw3 djvu fb2 cbz cbr txt html rtf chm lit',
  software: 'iso img exe msi dmg pkg deb rpm apk appimage zip 7z xz gz bz2 zst tar qcow2 vmdk',
};

const kindOfExtension = new Map(
  kinds.flatMap((kind) => extensions[kind].split(' ').map((extension) => [extension, kind])),
);

const byExtension = (path: string) =>
  kindOfExtension.get(/\.(\w{2,8})$/.exec(path)?.[1]?.toLowerCase() ?? '');

/** How a picture is stored. Films have sound as well, and name how that is stored. */
const picture = /\b(?:(?:480|576|720|1080|1440|2160|4320)p|[xh]\.?26[45]|hevc|avc|xvid|av1|vp9)\b/i;

/** What release names say of themselves where no file tells. */
const namedKinds: [Kind, RegExp][] = [
  ['audio', /\b(?:flac|mp3|ogg|opus|librivox|audiobook|discography|soundtrack)\b/i],
  ['book', /\b(?:epub|mobi|pdf|azw3|ebook)\b/i],
  ['video', /\b(?:\d{3,4}p|[sS]\d\d[eE]\d\d|dvdrip|bluray|bdrip|web-?dl|webrip)\b/i],
  ['video', picture],
];

/**
 * What most of a torrent's bytes are, by the ends of its files' names; without files, by its own
 * name. Null when neither tells.
 */
export function kindOf(name: string, files: { name: string; sizeBytes: number }[]): Kind | null {
  const bytes = new Map<Kind, number>();
  for (const file of files) {
    const kind = byExtension(file.name);
    if (kind) bytes.set(kind, (bytes.get(kind) ?? 0) + file.sizeBytes);
  }
  const [most] = [...bytes].sort(([, a], [, b]) => b - a);
  if (most) return most[0];
  const named = byExtension(name) ?? namedKinds.find(([, pattern]) => pattern.test(name))?.[0];
  return named === 'audio' && picture.test(name) ? 'video' : (named ?? null);
}
