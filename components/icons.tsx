/** The sign of the service: a play button, built of pieces. */
export function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path
        fill="var(--on-accent)"
        d="M9 5.5h4v4H9zm0 5.25h4v4H9zM9 16h4v4H9zm0 5.25h4v4H9zm5.25-13.1h4v4h-4zm0 5.25h4v4h-4zm0 5.25h4v4h-4zm5.25-7.9h4v4h-4zm0 5.25h4v4h-4z"
      />
    </svg>
  );
}

const paths = {
  magnet: 'M4 3v7a4 4 0 0 0 8 0V3M4 6h2.5M9.5 6H12M4 3h2.5v7a1.5 1.5 0 0 0 3 0V3H12',
  copy: 'M6 5.5h6.5V13H6zM10 5.5V3H3.5v7.5H6',
  file: 'M8 2.5v8m-3-3 3 3 3-3M3 13.5h10',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.4L14 14',
};

/** A sign beside a text that says the same. */
export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
