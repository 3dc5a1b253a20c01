import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from './api';

/** Milliseconds without a keystroke after which titles are asked for. */
const PAUSE_MS = 100;

/** Titles that what is typed may become, and how to tell what is typed; none where none come. */
export function useSuggestions(): [titles: string[], typed: (q: string) => void] {
  const [titles, setTitles] = useState<string[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const abort = useRef<AbortController>(null);

  const stop = useCallback(() => {
    clearTimeout(timer.current);
    abort.current?.abort();
  }, []);
  useEffect(() => stop, [stop]);

  async function ask(q: string) {
    abort.current = new AbortController();
    try {
      const { data } = await api.GET('/api/torrents/suggest', {
        params: { query: { q } },
        signal: abort.current.signal,
      });
      setTitles((data?.items ?? []).map(({ text }) => text));
    } catch {
      // Something else was typed meanwhile, or there is no network: the search box says so.
    }
  }

  return [
    titles,
    (q) => {
      stop();
      if (q === '') return setTitles([]);
      timer.current = setTimeout(() => void ask(q), PAUSE_MS);
    },
  ];
}
