'use client';

import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { api } from './api';
import styles from './mailed-link-views.module.css';
import { Notice } from './notice';
import { useMailedLink } from './use-mailed-link';

/** Confirms an address, for whoever opens the link that was mailed to it. */
export function ConfirmEmailView() {
  const { state, failure, send } = useMailedLink((token) =>
    api.POST('/api/auth/confirm-email', { body: { token } }),
  );
  if (state === 'done') {
    return (
      <Done title="Your address is confirmed">
        <p>You can close this page and go on in the app.</p>
      </Done>
    );
  }
  return (
    <Notice title="Confirm your address">
      <p>Somebody signed up with the address that this link was mailed to. If it was you:</p>
      <p>
        <button
          type="button"
          className="button button-main needs-script"
          aria-disabled={state === 'sending'}
          onClick={() => state === 'waiting' && void send()}
        >
          Confirm my address
        </button>
      </p>
      <Failure>{failure}</Failure>
      <WithoutScript />
    </Notice>
  );
}

/** Takes a new password, from whoever opens the link that was mailed for it. */
export function ResetPasswordView() {
  const { state, failure, send } = useMailedLink((token, newPassword: string) =>
    api.POST('/api/auth/reset-password', { body: { token, newPassword } }),
  );
  const [mismatch, setMismatch] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const newPassword = String(given.get('new'));
    const isRepeated = newPassword === given.get('again');
    setMismatch(!isRepeated);
    if (isRepeated && state === 'waiting') void send(newPassword);
  };
  if (state === 'done') {
    return (
      <Done title="Your new password is set">
        <p>All devices are signed out. Sign in with it in the app.</p>
      </Done>
    );
  }
  return (
    <Notice title="Choose a new password">
      <p>All devices will be signed out.</p>
      <form className={styles.form} onSubmit={submit}>
        <Password name="new" label="New password" hint="Eight characters or more." />
        <Password name="again" label="The same again" />
        <button
          type="submit"
          className="button button-main needs-script"
          aria-disabled={state === 'sending'}
        >
          Set the password
        </button>
      </form>
      <Failure>{mismatch ? 'The two passwords are not the same.' : failure}</Failure>
      <WithoutScript />
    </Notice>
  );
}

/** Who does not see that the page says something else now is led to it. */
function Done({ title, children }: { title: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Notice title={title} heading={heading}>
      {children}
    </Notice>
  );
}

function Password({ name, label, hint }: { name: string; label: string; hint?: string }) {
  // Until this runs, a browser would send the form by itself, in the address.
  const [isReady, setIsReady] = useState(false);
  useEffect(() => setIsReady(true), []);
  return (
    <p className={styles.field}>
      <label htmlFor={name}>{label}</label>
      <input
        id={name}
        name={name}
        type="password"
        autoComplete="new-password"
        minLength={8}
        maxLength={256}
        required
        disabled={!isReady}
        aria-describedby={hint && `${name}-hint`}
      />
      {hint && <small id={`${name}-hint`}>{hint}</small>}
    </p>
  );
}

const Failure = ({ children }: { children: string | null }) => <p role="alert">{children}</p>;

const WithoutScript = () => (
  <noscript>
    <p>This page needs JavaScript.</p>
  </noscript>
);
