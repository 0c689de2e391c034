import { PROBLEMS } from '../problems.ts';
import { EXPOSED_HEADERS } from '../rest-api.ts';
import { ETAG, NOTE, REQUEST_ID } from './examples.ts';
import type { Header, Reference } from './types.ts';

const text = { type: 'string' };

const ORIGIN = 'https://notes.example';

export const HEADERS = {
  'Cache-Control': {
    description:
      'Notes are private: nothing may keep an answer. Validation with an `ETag` works all the same.',
    required: true,
    schema: { type: 'string', const: 'no-store' },
    example: 'no-store',
  },
  'X-Content-Type-Options': {
    description: 'The content type is what it says.',
    required: true,
    schema: { type: 'string', const: 'nosniff' },
    example: 'nosniff',
  },
  'x-request-id': {
    description: 'Names this request in the logs of the service.',
    required: true,
    schema: { type: 'string', minLength: 1 },
    example: REQUEST_ID,
  },
  ETag: {
    description:
      'The strong entity tag of this state of the note, for `If-Match` and `If-None-Match`. It never repeats, not even for a note that was deleted and created again.',
    required: true,
    schema: { type: 'string', pattern: '^"[!#-~]+"$' },
    example: ETAG,
  },
  Location: {
    description: 'The path of the new note, with the stage or base path that was called.',
    required: true,
    schema: { type: 'string', format: 'uri-reference', pattern: '/notes/[^/]+$' },
    example: `/notes/${NOTE.noteid}`,
  },
  'WWW-Authenticate': {
    description: 'How to authenticate (RFC 6750, section 3).',
    required: false,
    schema: text,
    example: PROBLEMS.unauthorized.headers['WWW-Authenticate'],
  },
  'x-amzn-Remapped-WWW-Authenticate': {
    description:
      'In place of `WWW-Authenticate` when a token expired between the gateway and the function: API Gateway renames the header of a function.',
    required: false,
    schema: text,
    example: PROBLEMS.unauthorized.headers['WWW-Authenticate'],
  },
  'Retry-After': {
    description: 'Seconds to wait before the same request is sent again.',
    required: true,
    schema: { type: 'integer', minimum: 0 },
    example: Number(PROBLEMS.unavailable.headers['Retry-After']),
  },
  'Access-Control-Allow-Origin': {
    description: 'The origin whose scripts may read the answer, when it is one of the configured ones.',
    required: false,
    schema: text,
    example: ORIGIN,
  },
  'Access-Control-Expose-Headers': {
    description: 'The headers that these scripts may read.',
    required: false,
    schema: text,
    example: EXPOSED_HEADERS,
  },
  'Access-Control-Allow-Methods': {
    description: 'The methods that these scripts may use.',
    required: false,
    schema: text,
    example: 'GET, POST, PUT, DELETE',
  },
  'Access-Control-Allow-Headers': {
    description: 'The headers that these scripts may send.',
    required: false,
    schema: text,
    example: 'Authorization, Content-Type, If-Match, If-None-Match',
  },
  'Access-Control-Max-Age': {
    description: 'Seconds for which this answer holds.',
    required: false,
    schema: { type: 'integer', minimum: 0 },
    example: 600,
  },
  Vary: {
    description: 'The answer depends on the origin that asks.',
    required: false,
    schema: text,
    example: 'Origin',
  },
} as const satisfies Record<string, Header>;

/** What only the answer to a preflight has. */
export const PREFLIGHT_HEADERS: readonly string[] = [
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Max-Age',
] satisfies (keyof typeof HEADERS)[];

/** @throws Error for a header without a description */
export function headerReferences(names: readonly string[]): Readonly<Record<string, Reference>> {
  // API Gateway renames the challenge of a function.
  const all = names.flatMap((name) =>
    name === 'WWW-Authenticate' ? [name, `x-amzn-Remapped-${name}`] : [name],
  );
  return Object.fromEntries(
    all.map((name) => {
      if (!(name in HEADERS)) throw new Error(`The header ${name} has no description.`);
      return [name, { $ref: `#/components/headers/${name}` }];
    }),
  );
}
