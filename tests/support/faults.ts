const program = `process.on('SIGUSR2', () => {
  for (const error of ['the first', 'the second']) setImmediate(() => { throw new Error(error) });
})`;

/** For `NODE_OPTIONS`: has a program throw two errors, one after the other, that nobody catches, on SIGUSR2. */
export const FAULTS_ON_SIGNAL = `--import=data:text/javascript,${encodeURIComponent(program)}`;
