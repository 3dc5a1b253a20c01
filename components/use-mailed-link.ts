import { useState } from 'react';
import type { Problem } from '@/contracts/common';

export interface MailedLink<More extends unknown[]> {
  state: 'waiting' | 'sending' | 'done';
  /** Why it went wrong the last time, as a sentence. */
  failure: string | null;
  /** Uses the link up. */
  send(...more: More): Promise<void>;
}

/**
 * A link that was mailed, whose token stands behind the `#` of the page's address.
 * @param use asks the API to take the token, and what else belongs to it
 */
export function useMailedLink<More extends unknown[]>(
  use: (token: string, ...more: More) => Promise<Asked>,
): MailedLink<More> {
  const [state, setState] = useState<MailedLink<More>['state']>('waiting');
  const [failure, setFailure] = useState<string | null>(null);
  return {
    state,
    failure,
    async send(...more) {
      setState('sending');
      setFailure(null);
      const token = window.location.hash.slice(1);
      const failure = token === '' ? NO_LINK : await failureOf(use(token, ...more));
      setFailure(failure);
      setState(failure === null ? 'done' : 'waiting');
    },
  };
}

interface Asked {
  error?: Problem;
  response: Response;
}

const NO_LINK = 'Open the link that was mailed to you: this address lacks what is in it.';

const NO_ANSWER = 'The server does not answer. Try again in a moment.';

async function failureOf(asked: Promise<Asked>): Promise<string | null> {
  try {
    const { error, response } = await asked;
    if (response.ok) return null;
    // Of a proxy it is whatever that says, or nothing.
    return error?.code === undefined ? NO_ANSWER : sentenceOf(error);
  } catch {
    return NO_ANSWER;
  }
}

function sentenceOf({ code, detail, errors = [] }: Problem): string {
  const isOfToken = errors.some(({ path }) => path === 'token');
  if (code === 'invalid_link' || isOfToken) {
    return 'This link was used already, or is too old. Ask for a new one in the app.';
  }
  return detail;
}
