/** The first of many tell enough. */
const MOST = 10;

const errors: unknown[] = [];
const keep = (error: unknown) => {
  if (errors.length < MOST) errors.push(error);
};
const onError = ({ error, message }: ErrorEvent) => keep(error ?? message);
const onRejection = ({ reason }: PromiseRejectionEvent) => keep(reason);

/** Keeps the errors of a page that nobody caught, for what reports them and comes later. */
export function keepErrors(): void {
  addEventListener('error', onError);
  addEventListener('unhandledrejection', onRejection);
}

/** What was kept; from here on nothing is. */
export function takeErrors(): unknown[] {
  removeEventListener('error', onError);
  removeEventListener('unhandledrejection', onRejection);
  return errors.splice(0);
}
