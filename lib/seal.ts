import { createHmac } from 'node:crypto';

/** A text's proof that a process of this installation made it. */
export type Seal = (text: string) => string;

/** Characters of a seal: 96 bits. */
const LENGTH = 16;

export function createSeal(secret: string, purpose: string): Seal {
  const key = keyFor(secret, purpose);
  return (text) => createHmac('sha256', key).update(text).digest('base64url').slice(0, LENGTH);
}

/** What is signed for one purpose is nothing for another: each has a key of its own. */
export const keyFor = (secret: string, purpose: string): Buffer =>
  createHmac('sha256', secret).update(purpose).digest();
