import type { TorrentDetail } from '@/contracts/torrents';

/** How many files are shown at a time. */
export const FILES_PER_PAGE = 100;

type Files = TorrentDetail['files'];

/** A part of a torrent's files: 50,000 of them are more than a page can carry. */
export interface FilePage {
  files: Files;
  /** Characters that the paths shown have in them; empty for all paths. */
  filter: string;
  /** How many files the torrent has. */
  total: number;
  /** How many of them the filter leaves. */
  found: number;
  /** From 1. */
  page: number;
  pages: number;
}

/** Cuts a page out of the files whose paths contain `filter`, in any case. */
export function cutFiles(all: Files, filter: string, page: number): FilePage {
  const wanted = filter.trim().toLowerCase();
  const found = all.filter(({ name }) => name.toLowerCase().includes(wanted));
  const pages = Math.max(1, Math.ceil(found.length / FILES_PER_PAGE));
  const current = Math.min(Math.max(1, page || 1), pages);
  const start = (current - 1) * FILES_PER_PAGE;
  return {
    files: found.slice(start, start + FILES_PER_PAGE),
    filter,
    total: all.length,
    found: found.length,
    page: current,
    pages,
  };
}
