import { useEffect, useRef } from 'react';
import { Icon } from './icons';
import styles from './search-form.module.css';
import { useSuggestions } from './use-suggestions';

/** Milliseconds without a keystroke after which what was typed is searched for. */
const PAUSE_MS = 250;

/**
 * The search box. It searches and offers titles as one types; without scripts it is a form like
 * any other.
 * @param q what the address asks for
 */
export function SearchForm({
  q,
  onSearch,
  onAgain,
}: {
  q: string;
  onSearch: (q: string, step: 'new' | 'same') => void;
  /** What was searched for already is asked for once more. */
  onAgain: () => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const searched = useRef(q);
  // A search that is still being typed is one step of the history, not one for each pause.
  const isTyping = useRef(false);
  const [titles, suggestFor] = useSuggestions();

  const searchNow = () => {
    clearTimeout(timer.current);
    const typed = input.current?.value.trim() ?? '';
    if (typed === searched.current) return;
    searched.current = typed;
    onSearch(typed, isTyping.current ? 'same' : 'new');
    isTyping.current = true;
  };
  const searchSoon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(searchNow, PAUSE_MS);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was typed before now.
  useEffect(() => {
    searchSoon();
    return () => clearTimeout(timer.current);
  }, []);

  useEffect(() => {
    if (q === searched.current || input.current === null) return;
    // The address changed by itself: somebody went back or forward.
    clearTimeout(timer.current);
    input.current.value = q;
    searched.current = q;
    isTyping.current = false;
  }, [q]);

  return (
    <search>
      <form
        className={styles.form}
        action="/"
        onSubmit={(event) => {
          event.preventDefault();
          if (input.current?.value.trim() === searched.current) onAgain();
          else searchNow();
          isTyping.current = false;
        }}
      >
        <label className={styles.label} htmlFor="q">
          Search the catalogue
        </label>
        <div className={styles.box}>
          <Icon name="search" />
          <input
            ref={input}
            id="q"
            name="q"
            type="search"
            defaultValue={q}
            placeholder="Title, info hash or magnet link"
            maxLength={8000}
            autoComplete="off"
            list="q-titles"
            autoCapitalize="off"
            spellCheck="false"
            enterKeyHint="search"
            aria-describedby="q-hint"
            onInput={(event) => {
              searchSoon();
              suggestFor(event.currentTarget.value.trim());
            }}
            onBlur={() => {
              isTyping.current = false;
            }}
          />
          <datalist id="q-titles">
            {titles.map((title) => (
              <option key={title} value={title} />
            ))}
          </datalist>
          <button type="submit" className="button button-main">
            Search
          </button>
        </div>
        <p className={styles.hint} id="q-hint">
          All words have to match. <kbd>"a phrase"</kbd> keeps words together, <kbd>-word</kbd>{' '}
          leaves one out.
        </p>
      </form>
    </search>
  );
}
