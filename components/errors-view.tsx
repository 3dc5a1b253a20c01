'use client';

import styles from './errors-view.module.css';
import { WrappingName } from './wrapping-name';

/** An error of the API. */
export interface ProblemType {
  code: string;
  status: number;
  title: string;
  /** Seconds. */
  retryAfter?: number;
  challenge?: string;
}

/** Every error of the API, each at an anchor of its code. */
export function ErrorsView({ problems }: { problems: ProblemType[] }) {
  return (
    <main id="content">
      <h1>Errors</h1>
      <p className="lead">
        An error is answered as <code>application/problem+json</code> (RFC 9457). Programs should
        look at its <code>code</code>, which stays the same; <code>title</code> and{' '}
        <code>detail</code> are for people.
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Code</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ code, status, title, retryAfter, challenge }) => (
            <tr key={code} id={code}>
              <td className={styles.status}>{status}</td>
              <th scope="row">
                <a href={`#${code}`}>
                  <code>
                    <WrappingName name={code} />
                  </code>
                </a>
              </th>
              <td>
                {title}
                {retryAfter !== undefined && <Header name="Retry-After" value={retryAfter} />}
                {challenge !== undefined && <Header name="WWW-Authenticate" value={challenge} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}

/** A header that comes with the error. */
const Header = ({ name, value }: { name: string; value: string | number }) => (
  <code className={styles.header}>
    {name}: {value}
  </code>
);
