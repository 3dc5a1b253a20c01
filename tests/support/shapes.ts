import { expect } from 'vitest';
import type * as z from 'zod';
import { type Problem, problem } from '@/contracts/common';
import type { Answer } from './api';

/** Holds an answer to its status and to the strict schema of the contract; gives it back, typed. */
export function expectShape<Shape extends z.ZodType>(
  answer: Answer,
  status: number,
  shape: Shape,
): z.output<Shape> {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/json');
  return parseShape(shape, answer.json);
}

/** Holds an answer to be the problem document of an error, whole and not to be kept. */
export function expectProblem(answer: Answer, status: number, code: string): Problem {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const document = parseShape(problem, answer.json);
  expect(document).toMatchObject({ code, status, type: `/docs/errors#${code}` });
  // In our words, never in those of a library.
  for (const { message } of document.errors ?? []) {
    expect(message).not.toMatch(/^(?:Invalid|Too (?:big|small)|Unrecognized)/);
  }
  expect(document.requestId).toBe(answer.headers.get('x-request-id'));
  return document;
}

/** Holds an answer to be a success that has nothing to say. */
export function expectNoContent(answer: Answer): void {
  expect(answer.status, answer.text).toBe(204);
  expect(answer.text).toBe('');
}

function parseShape<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const { success, data, error } = shape.safeParse(value);
  if (success) return data;
  throw new Error(`${error.message}\nin ${JSON.stringify(value).slice(0, 2000)}`);
}
