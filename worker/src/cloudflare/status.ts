/** What has become of items. `pushed` are those that the catalogue has taken. */
export interface Counts {
  found: number;
  pushed: number;
  created: number;
  updated: number;
  unchanged: number;
  heldBack: number;
  rejected: number;
  gone: number;
  /** Still to be fetched, or to be tried again. */
  waiting: number;
  /** Given up: they wait in the dead letters. */
  dead: number;
}

export interface Reason {
  reason: string;
  count: number;
}

export interface SourceStatus {
  /** What it found and what came of it; `endedAt` is null while it lasts. Null before the first. */
  lastRun: ({ startedAt: string; endedAt: string | null } & Counts) | null;
  /** How all stands that is known of the source. */
  total: Counts;
  /** Since when the oldest item waits; null when none does. */
  waitingSince: string | null;
  /** The most common reasons. */
  heldBackFor: Reason[];
  rejectedFor: Reason[];
  waitingFor: Reason[];
  /** Since when the source cannot be asked, and what it said last. */
  failing: { since: string; reason: string } | null;
}

/** A message that was given up, and why. */
export interface Letter {
  body: unknown;
  /** Null when the message does not say it. */
  source: string | null;
  reason: string;
}

export interface DeadLetterStatus {
  count: number;
  bySource: Record<string, number>;
  latest: (Letter & { diedAt: string })[];
}

/** What `GET /status` answers. */
export interface WorkerStatus {
  sources: (SourceStatus & { id: string; name: string; deadLetters: number })[];
  deadLetters: Omit<DeadLetterStatus, 'bySource'>;
}
