import * as fc from 'fast-check';
import type { ClientRequest, ProxyAnswer } from '../support/notes-function.ts';
import { hostileIds } from './hostile-pairs.ts';

/** What a user has learnt from answers so far. */
export class Knowledge {
  readonly etags: string[] = ['"none"'];
  readonly cursors: string[] = ['none'];

  learn({ headers, body }: ProxyAnswer): void {
    if (headers['ETag'] !== undefined) this.etags.push(headers['ETag']);
    const cursor = /"nextCursor":"([^"]+)"/.exec(body)?.[1];
    if (cursor !== undefined) this.cursors.push(cursor);
  }
}

/** Says what a user sends, from what the user knows and from what the other one knows. */
type Compose = (own: Knowledge, other: Knowledge) => ClientRequest;

/** Something that one of two users does. */
export interface Action {
  readonly user: 0 | 1;
  /** At the same time as the other user's action before it. */
  readonly together: boolean;
  readonly compose: Compose;
}

type Pick = 'own' | 'other' | 'any' | 'bad' | 'none';

const pick = fc.constantFrom<Pick[]>('own', 'own', 'other', 'any', 'bad', 'none');
const id = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('n', 'N', 'b.n') },
  { weight: 1, arbitrary: fc.constantFrom(...hostileIds) },
);
const text = fc.constantFrom('x', 'y', '"}\\', '');
/** Members and parameters that would name an owner, were there such things. */
const forged = fc.constantFrom({}, {}, {}, { userId: 'bob' }, { owner: 'bob' }, { principalId: 'bob' });

function etag(which: Pick, own: Knowledge, other: Knowledge): string | undefined {
  return {
    own: own.etags.at(-1),
    other: other.etags.at(-1),
    any: '*',
    bad: `W/${other.etags.at(-1)}`,
    none: undefined,
  }[which];
}

const changes = [
  'own',
  'other',
  'forged for the caller',
  'another id',
  'cut',
  'longer',
  'another letter',
  'none',
] as const;

/** A cursor as it was given out, or changed by somebody who knows what is in it. */
function cursor(change: (typeof changes)[number], own: Knowledge, other: Knowledge): string | undefined {
  const [mine = '', theirs = ''] = [own.cursors.at(-1), other.cursors.at(-1)];
  const [order = '', , after = ''] = Buffer.from(theirs, 'base64url').toString().split(' ');
  const mark = Buffer.from(mine, 'base64url').toString().split(' ')[1] ?? '';
  const parts = (...values: string[]) => Buffer.from(values.join(' ')).toString('base64url');
  return {
    own: mine,
    other: theirs,
    'forged for the caller': parts(order, mark, after),
    'another id': parts(order, mark, 'N'),
    cut: theirs.slice(0, -1),
    longer: `${theirs}AA`,
    'another letter': `${theirs.slice(0, 8)}A${theirs.slice(9)}`,
    none: undefined,
  }[change];
}

function header(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}

const JSON_BODY = { 'Content-Type': 'application/json' };

const compose: fc.Arbitrary<Compose> = fc.oneof(
  fc.tuple(id, text, forged).map(([noteid, note, more]): Compose => () => ({
    method: 'POST',
    headers: JSON_BODY,
    body: JSON.stringify({ noteid, note, ...more }),
  })),
  fc.tuple(id, pick).map(([noteid, which]): Compose => (own, other) => ({
    method: 'GET',
    noteid,
    headers: header('If-None-Match', etag(which, own, other)),
  })),
  fc.tuple(id, text, pick, forged).map(([noteid, note, which, more]): Compose => (own, other) => ({
    method: 'PUT',
    noteid,
    headers: { ...JSON_BODY, ...header('If-Match', etag(which, own, other)) },
    body: JSON.stringify({ note, ...more }),
  })),
  fc.tuple(id, pick).map(([noteid, which]): Compose => (own, other) => ({
    method: 'DELETE',
    noteid,
    headers: header('If-Match', etag(which, own, other)),
  })),
  fc
    .tuple(
      fc.constantFrom('1', '2', '100'),
      fc.constantFrom('asc', 'desc'),
      fc.constantFrom(...changes),
      forged,
    )
    .map(([limit, order, change, more]): Compose => (own, other) => ({
      method: 'GET',
      query: { limit, order, ...header('cursor', cursor(change, own, other)), ...more },
    })),
);

export const actions: fc.Arbitrary<Action[]> = fc.array(
  fc.record<Action>({ user: fc.constantFrom(0, 1), together: fc.boolean(), compose }),
  { minLength: 2, maxLength: 24, size: 'max' },
);
