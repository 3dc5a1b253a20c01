import { type ReactNode, useEffect, useState } from 'react';
import { Icon } from './icons';

/** How long the button says how it went, in milliseconds. */
const SHOWN_MS = 2000;

/** Copies a text; says how it went, to listeners as well. */
export function CopyButton({
  text,
  describedBy,
  children,
}: {
  text: string;
  describedBy?: string;
  children: ReactNode;
}) {
  const [outcome, setOutcome] = useState<'Copied' | 'Copying failed' | null>(null);

  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => setOutcome((await copyText(text)) ? 'Copied' : 'Copying failed');

  return (
    <>
      <button
        type="button"
        className="button needs-script"
        onClick={() => void copy()}
        aria-describedby={describedBy}
      >
        <Icon name="copy" />
        {outcome ?? children}
      </button>
      <span role="status" className="visually-hidden">
        {outcome}
      </span>
    </>
  );
}

async function copyText(text: string): Promise<boolean> {
  try {
    // Absent on pages that came over plain HTTP from another machine.
    if (navigator.clipboard) await navigator.clipboard.writeText(text);
    else if (!copyBySelection(text)) return false;
    return true;
  } catch {
    return false;
  }
}

/** The old way, with a text field that nobody gets to see. */
function copyBySelection(text: string): boolean {
  const focused = document.activeElement as HTMLElement | null;
  const field = document.createElement('textarea');
  field.className = 'visually-hidden';
  field.value = text;
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  focused?.focus({ preventScroll: true });
  return isCopied;
}
