import type * as z from 'zod';
import type { ErrorCode } from '@/lib/errors';
import type { Actor, Context } from '@/services/context';
import type { Line } from './body-lines';
import type { Pieces } from './pieces';
import type { LimitClass } from './rate-limits';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who may call. There is no default: an endpoint says it, or does not compile. */
export type Access = 'public' | 'user' | 'admin' | 'ingest-key' | MachineAccess;

/** For machines of whoever runs this, each with a secret of its own. */
export type MachineAccess = 'cron' | 'metrics';

/**
 * How long an answer keeps. `catalogue`: shared caches for a minute; `document`: everyone for
 * five; `private`: nobody but the person, and not at all; `none`: never.
 */
export type CachePolicy = 'catalogue' | 'document' | 'private' | 'none';

type ActorOf<A extends Access> = A extends 'public'
  ? Extract<Actor, { kind: 'anyone' }>
  : A extends 'ingest-key'
    ? Extract<Actor, { kind: 'ingester' }>
    : A extends MachineAccess
      ? Extract<Actor, { kind: 'operator' }>
      : Extract<Actor, { kind: 'user' }>;

type Schema = z.ZodType | undefined;
type Parsed<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined;

/** Answers by status; null for an answer without a body. */
type Responses = Readonly<Record<number, z.ZodType | null>>;
type Reply<R extends Responses> = {
  [Status in keyof R & number]: R[Status] extends z.ZodType
    ? { status: Status; body: z.input<R[Status]> | Pieces }
    : { status: Status; body?: undefined };
}[keyof R & number];

interface Declaration<
  A extends Access,
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  R extends Responses,
> {
  method: Method;
  /** As OpenAPI writes it: `/api/torrents/{id}`. */
  path: string;
  access: A;
  cache: CachePolicy;
  /** Which of a caller's quotas it counts against. */
  limit: LimitClass;
  /** Name of the operation in the OpenAPI document. */
  operationId: string;
  tag: string;
  summary: string;
  description?: string;
  params?: P;
  query?: Q;
  body?: B;
  /** The body as the document shows it, where its parts are checked later than its whole. */
  documentedBody?: z.ZodType;
  /** JSON where nothing is said; of a table the schema gets the rows, as texts. */
  bodyType?: 'csv';
  /** Bytes of body that are read at most. */
  bodyLimit?: number;
  /** Rows of a table that are read at most, and one more, by which the schema sees too many. */
  rowLimit?: number;
  /** The same for bodies of any number of lines, with a line of answer for each. */
  lines?: {
    /** A line as the document shows it, and its answer. */
    record: z.ZodType;
    result: z.ZodType;
    handle(call: {
      ctx: Context<ActorOf<A>>;
      lines: AsyncIterable<Line[]>;
    }): AsyncIterable<unknown>;
  };
  responses: R;
  /** JSON where nothing is said; else the reply is a text of this type. */
  answerType?: 'csv' | 'figures';
  /** What can go wrong beyond what can go wrong anywhere. */
  errors?: readonly ErrorCode[];
  handle(call: {
    ctx: Context<ActorOf<A>>;
    params: Parsed<P>;
    query: Parsed<Q>;
    body: Parsed<B>;
  }): Promise<Reply<R>>;
}

/** An endpoint, its types forgotten: what the pipeline, the document and the tests work on. */
export interface Endpoint
  extends Omit<Declaration<Access, Schema, Schema, Schema, Responses>, 'handle' | 'lines'> {
  lines?: {
    record: z.ZodType;
    result: z.ZodType;
    handle(call: { ctx: Context; lines: AsyncIterable<Line[]> }): AsyncIterable<unknown>;
  };
  handle(call: {
    ctx: Context;
    params: unknown;
    query: unknown;
    body: unknown;
  }): Promise<{ status: number; body?: unknown }>;
}

/** The endpoints of one path, by method. */
export type Route = Partial<Record<Method, Endpoint>>;

/** What a controller answers. */
export const reply = <Status extends number, Body = undefined>(status: Status, body?: Body) =>
  ({ status, body }) as { status: Status; body: Body };

/** Bytes of a body where the endpoint does not say. */
export const DEFAULT_BODY_LIMIT = 64 * 1024;

/** Rows of a table where the endpoint does not say. */
export const DEFAULT_ROW_LIMIT = 1_000;

/** Declares an endpoint: the one value that its route, checks, types and document come from. */
export function endpoint<
  A extends Access,
  const R extends Responses,
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
>(declaration: Declaration<A, P, Q, B, R>): Endpoint {
  // Sound because the pipeline passes only what these very schemas and this access let through.
  return declaration as unknown as Endpoint;
}
