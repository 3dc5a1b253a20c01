import * as z from 'zod';
import { visibleText, webUrl } from '../../../contracts/common';
import { Gone } from '../web/web';
import { commonSettings } from './settings';
import type { Source } from './source';
import { recordOfLink } from './torrents';

const entry = z.strictObject({
  url: webUrl,
  /** The page of the work. */
  page: webUrl.optional(),
  poster: webUrl.optional(),
  licence: visibleText(200).optional(),
});

export const torrentListSettings = z.strictObject({
  ...commonSettings,
  kind: z.literal('torrent-list'),
  /** Addresses of torrent files, alone or with what is known of the work. */
  torrents: z.array(z.union([webUrl.transform((url) => ({ url })), entry])).min(1),
});
export type TorrentListSettings = z.infer<typeof torrentListSettings>;

/** Torrent files by their addresses, as configuration lists them. */
export const torrentList: Source<TorrentListSettings> = {
  kind: 'torrent-list',
  settings: torrentListSettings,

  /** What is known of a work counts towards its version: a correction there is a change. */
  async discover({ torrents }, { emit }) {
    await emit(
      torrents.map((torrent) => {
        const version = JSON.stringify(torrent);
        return {
          key: torrent.url,
          version,
          hint: JSON.parse(version),
          licenceHints: licenceHints(entry.parse(torrent)),
        };
      }),
    );
    return { next: null, checkpoint: null };
  },

  async resolve(_settings, { hint }, web) {
    const { url, page, poster, licence } = entry.parse(hint);
    try {
      const record = await recordOfLink(url, web);
      return {
        record: { ...record, sourceUrl: page, posterUrl: poster },
        licenceHints: licenceHints({ licence }),
      };
    } catch (error) {
      if (error instanceof Gone) return null;
      throw error;
    }
  },
};

const licenceHints = ({ licence }: { licence?: string | undefined }) =>
  licence === undefined ? [] : [licence];
