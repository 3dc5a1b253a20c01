import { useState } from 'react';
import type { Problem } from '@/contracts/common';

export interface MailedLink {
  state: 'waiting' | 'sending' | 'done';
  /** Why it went wrong the last time, as a sentence. */
  failure: string | null;
  /** Uses the link up. */
  send(more?: Record<string, string>): Promise<void>;
}

/**
 * A link that was mailed, whose token stands behind the `#` of the page's address.
 * @param path of the endpoint that takes it
 */
export function useMailedLink(path: string): MailedLink {
  const [state, setState] = useState<MailedLink['state']>('waiting');
  const [failure, setFailure] = useState<string | null>(null);
  return {
    state,
    failure,
    async send(more = {}) {
      setState('sending');
      setFailure(null);
      const failure = await post(path, { token: window.location.hash.slice(1), ...more });
      setFailure(failure);
      setState(failure === null ? 'done' : 'waiting');
    },
  };
}

async function post(path: string, body: Record<string, string>): Promise<string | null> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.ok ? null : sentenceOf(await response.json());
  } catch {
    return 'The server does not answer. Try again in a moment.';
  }
}

function sentenceOf({ code, detail, errors = [] }: Problem): string {
  const isOfToken = errors.some(({ path }) => path === 'token');
  if (code === 'invalid_link' || isOfToken) {
    return 'This link was used already, or is too old. Ask for a new one in the app.';
  }
  return detail;
}
