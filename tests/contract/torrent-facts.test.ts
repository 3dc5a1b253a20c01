import { describe, expect, test } from 'vitest';
import { addAgain, addTorrent, getTorrent, newWord } from '../support/catalogue';

describe('what a name and its files say', () => {
  test.each([
    [
      'The.Work.1926.1080p.BluRay.x264-GROUP',
      { kind: 'video', year: 1926, resolution: '1080p', quality: 'bluray', codec: 'x264' },
    ],
    ['A Series S02E05 720p WEB-DL', { kind: 'video', season: 2, episode: 5, resolution: '720p' }],
    ['A Work (1968) 4K', { year: 1968, resolution: '2160p' }],
    ['Ein Werk 1931 German DVDRip', { year: 1931, languages: ['de'], quality: 'dvdrip' }],
    ['A.Work.1935.1080p.BluRay.AVC.FLAC', { kind: 'video', resolution: '1080p' }],
    ['A.Work.2012.WEB.VP9.Opus', { kind: 'video', codec: 'vp9' }],
    ['A Play on the Radio S02E05 MP3', { kind: 'audio' }],
    ['Some Sonatas [FLAC]', { kind: 'audio', year: null }],
    ['A Book - Its Author (1851) epub', { kind: 'book', year: 1851 }],
    ['a-system-12.5.0-amd64-netinst.iso', { kind: 'software', year: null, season: null }],
    ['2001 A Journey 1968', { year: 1968 }],
    ['1984', { year: null }],
  ])('of %s', async (name, facts) => {
    const { id } = await addTorrent({ name });
    expect(await getTorrent(id)).toMatchObject(facts);
  });

  // UTF-16 has these characters in two halves, and a cut may part them.
  test.each([
    ['that is cut in a character', `${'x'.repeat(199)}😀 …`, 'a.ogg'],
    ['of a video that is cut in a character', `${'x'.repeat(199)}😀`, 'a.mkv'],
    ['whose title is cut in a character', `${'!'.repeat(200)}a${'𠀀'.repeat(150)}`, 'a.mkv'],
    ['with a character right before an episode', 'A movie 😀S01E02', 'a.mkv'],
  ])('of a name %s', async (_what, name, file) => {
    const files = [{ index: 0, name: file, sizeBytes: 1 }];
    const { id } = await addTorrent({ name, files });
    expect(await getTorrent(id)).toMatchObject({ name });
  });

  test.each([
    ['video', ['film.mkv', 'readme.txt', 'cover.jpg']],
    ['audio', ['01.flac', '02.flac', 'booklet.pdf']],
    ['book', ['book.epub']],
    ['software', ['image.iso', 'SHA256SUMS']],
    [null, ['data.bin', 'more.bin']],
  ])('by most of its bytes: %s', async (kind, names) => {
    const files = names.map((name, index) => ({ index, name, sizeBytes: 1000 - index * 300 }));
    const { id } = await addTorrent({ name: newWord(), files });
    expect((await getTorrent(id)).kind).toBe(kind);
  });

  test('is told anew when the name changes, or the files', async () => {
    const { id, record } = await addTorrent({ name: `${newWord()} 1926 720p` });
    await addAgain({ ...record, name: `${newWord()} 1931 1080p` });
    expect(await getTorrent(id)).toMatchObject({ year: 1931, resolution: '1080p' });
    const files = [{ index: 0, name: 'a.ogg', sizeBytes: 1 }];
    await addAgain({ ...record, name: 'A Work (1931)', files });
    expect(await getTorrent(id)).toMatchObject({ kind: 'audio' });
  });
});
