import {
  type ProblemCode,
  type ProblemError,
  type ProblemType,
  PROBLEMS,
  PROBLEM_CONTENT_TYPE,
  type WireNote,
  problem,
} from '@notes/api';
import type { Note } from '@notes/domain';
import { entityTag } from './entity-tag.ts';

/** The answer of a proxy integration, of payload format 1.0 and 2.0 alike. */
export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function json(
  statusCode: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return {
    statusCode,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

export function empty(statusCode: number, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return { statusCode, headers, body: '' };
}

/** An error as RFC 9457 problem details. */
export function problemResponse(
  code: ProblemCode,
  requestId: string,
  errors: readonly ProblemError[],
): HttpResponse {
  const { status, headers = {} }: ProblemType = PROBLEMS[code];
  return json(status, problem(code, requestId, { errors }), {
    ...headers,
    'Content-Type': PROBLEM_CONTENT_TYPE,
  });
}

export function wireNote({ id, text, createdAt, updatedAt, version }: Note): WireNote {
  const created = new Date(createdAt).toISOString();
  return {
    noteid: id,
    note: text,
    createdAt: created,
    // Most notes of a page are as they were created, and writing a time takes as long as all the rest.
    updatedAt: updatedAt === createdAt ? created : new Date(updatedAt).toISOString(),
    version,
  };
}

export function etagHeader(note: Note): { ETag: string } {
  return { ETag: entityTag(note) };
}

/** The path of a note below the path that its collection was asked for with: stage or base path included (RFC 9110, section 10.2.2). */
export function noteLocation(collectionPath: string, note: Note): string {
  return `${collectionPath.replace(/\/$/, '')}/${note.id}`;
}
