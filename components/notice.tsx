import type { ReactNode, Ref } from 'react';
import styles from './notice.module.css';

/** A page that says one thing. */
export function Notice({
  title,
  heading,
  children,
}: {
  title: string;
  /** For whoever leads there. */
  heading?: Ref<HTMLHeadingElement>;
  children: ReactNode;
}) {
  return (
    <main id="content" className={styles.notice}>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </main>
  );
}
