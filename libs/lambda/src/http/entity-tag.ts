import { type Note, type Revision, revision } from '@notes/domain';
import type { HttpRequest } from './request.ts';
import { invalid } from './problem-error.ts';

/** The strong entity tag of a note's state (RFC 9110, section 8.8.3). */
export function entityTag(note: Note): string {
  return `"${note.revision}"`;
}

// RFC 9110, section 8.8.3: etagc is any visible character but the quote.
const ONE_TAG = /^(W\/)?"([\x21\x23-\x7e\x80-\uffff]*)"$/;
const ANY_TAG = /(?:W\/)?"[\x21\x23-\x7e\x80-\uffff]*"/g;

/** The `If-Match` of a request: one entity tag, `*`, or undefined when it was not sent. */
export function ifMatch(request: HttpRequest): Revision | '*' | undefined {
  const values = request.headers.get('if-match');
  return values && parseIfMatch(values.join(', '));
}

/**
 * Reads a field value of If-Match (RFC 9110, section 13.1.1). Comparison is strong, so a weak tag matches nothing.
 * @throws RequestError `invalid-request` unless it is `*` or one entity tag.
 */
export function parseIfMatch(value: string): Revision | '*' {
  const trimmed = value.trim();
  if (trimmed === '*') return '*';
  const [, weak, tag] = ONE_TAG.exec(trimmed) ?? [];
  if (tag === undefined) throw invalid('#/header/If-Match', 'must be * or one entity tag in quotes');
  // Neither is any note's, as no revision has a quote in it; without its quotes the tag "*" would stand for every state.
  return revision(weak || tag === '*' ? trimmed : tag);
}

/** Whether `If-None-Match` holds this state's tag, compared weakly (RFC 9110, section 13.1.2). */
export function matchesIfNoneMatch(request: HttpRequest, note: Note): boolean {
  const value = request.headers.get('if-none-match')?.join(', ').trim();
  if (value === undefined) return false;
  if (value === '*') return true;
  return (value.match(ANY_TAG) ?? []).some((tag) => tag.replace(/^W\//, '') === entityTag(note));
}
