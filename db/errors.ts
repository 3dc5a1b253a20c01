/** What PostgreSQL, PGlite and the driver put on an error, wherever in the chain of causes. */
interface DriverError {
  code?: string;
  constraint?: string;
  message: string;
}

/** Of the connection (08), shutting down (57P), out of resources (53), or a limit of time (57014). */
const unavailableStates = /^(?:08|57P|53|57014)/;
const conflictStates = /^(?:40001|40P01|55P03)$/;
const unavailableCauses =
  /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/;
const unavailableMessages =
  /Connection terminated|timeout exceeded when trying to connect|connection error|PGlite is closed/i;

function* causes(error: unknown): Generator<DriverError> {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; depth++) {
    yield cause as DriverError;
    cause = cause.cause;
  }
}

/** The database cannot answer now, and the same request may succeed later. */
export function isUnavailable(error: unknown): boolean {
  for (const { code, message } of causes(error)) {
    if (code !== undefined && (unavailableStates.test(code) || unavailableCauses.test(code))) {
      return true;
    }
    if (unavailableMessages.test(message)) return true;
  }
  return false;
}

/**
 * Two transactions got in each other's way, or what one needs was not to be had within `lock_timeout`: it is to be done again
 * (40001, 40P01, 55P03).
 */
export function isConflict(error: unknown): boolean {
  for (const { code } of causes(error)) if (conflictStates.test(code ?? '')) return true;
  return false;
}

/** Whether a unique (23505) or foreign key (23503) constraint of that name was violated. */
export function violates(error: unknown, constraint: string): boolean {
  for (const cause of causes(error)) {
    if (cause.code === '23505' || cause.code === '23503') return cause.constraint === constraint;
  }
  return false;
}
