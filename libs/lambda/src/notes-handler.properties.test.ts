import { PROBLEMS } from '@notes/api';
import fc from 'fast-check';
import type { HttpResponse } from './http/response.ts';
import type { OperationEvent } from './operations/operation-handler.ts';
import { character } from './test-support/character.ts';
import { ADA, type RequestSketch, httpApiEvent, lambdaContext, restEvent } from './test-support/events.ts';
import { JSON_HEADERS, notesApi } from './test-support/notes-api.ts';

/** One request, in words that every front door has. */
interface Step {
  readonly operation: 'create' | 'read' | 'update' | 'delete' | 'list';
  readonly noteid: string;
  readonly note: string;
  readonly ifMatch: string | undefined;
  readonly query: Readonly<Record<string, string>>;
}

const noteid = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c~-_.') },
  fc.string({ unit: character, minLength: 1, maxLength: 6 }),
);
const steps: fc.Arbitrary<Step> = fc.record({
  operation: fc.constantFrom('create', 'read', 'update', 'delete', 'list'),
  noteid,
  note: fc.oneof(fc.constantFrom('x', 'y', '', '\ud800'), fc.string({ unit: character })),
  ifMatch: fc.oneof(
    fc.constantFrom(undefined, '*', '"r1"', '"r2"', '"r3"', 'W/"r1"', '', '"', '"a", "b"'),
    fc.stringMatching(/^[\x20-\x7e]*$/),
  ),
  query: fc.oneof(
    fc.record(
      {
        limit: fc.oneof(fc.constantFrom('1', '2', '100', '0', '1e1'), fc.string()),
        order: fc.constantFrom('asc', 'desc', 'up'),
        cursor: fc.oneof(fc.string({ unit: character }), fc.base64String()),
      },
      { requiredKeys: [] },
    ),
    fc.dictionary(fc.string({ unit: character }), fc.string({ unit: character }), { maxKeys: 2 }),
  ),
});

const METHODS = { create: 'POST', read: 'GET', update: 'PUT', delete: 'DELETE', list: 'GET' } as const;

function sketchOf({ operation, noteid: id, note, ifMatch, query }: Step): RequestSketch {
  const headers = { ...JSON_HEADERS, ...(ifMatch !== undefined && { 'If-Match': ifMatch }) };
  if (operation === 'create') return { headers, body: { noteid: id, note } };
  if (operation === 'list') {
    return { query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, [value]])) };
  }
  return { noteid: id, headers, ...(operation === 'update' && { body: { note } }) };
}

/** The event that the mapping templates make of it. */
function operationEvent({ operation, noteid: noteId, note, ifMatch, query }: Step): OperationEvent {
  const Key = { userId: ADA.principalId, noteId };
  const condition = ifMatch !== undefined && { ifMatch };
  const payload = {
    create: { Item: { ...Key, note } },
    read: { Key },
    update: { Key, note, ...condition },
    delete: { Key, ...condition },
    list: { Key: { userId: ADA.principalId }, query },
  }[operation];
  return { operation, payload, tableName: 'Notes', expiresAt: ADA.exp, path: '/prod/notes' };
}

/** What an answer says, in words that every front door has. */
function proxyFacts({ statusCode, headers, body }: HttpResponse): unknown {
  const members = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
  if (statusCode >= 400) return { problem: members['code'] };
  const { message: _, ...note } = members;
  return { ...note, ...(headers['ETag'] && { etag: headers['ETag'] }), ...locationOf(headers['Location']) };
}

const locationOf = (location: unknown) => (location === undefined ? {} : { location });

function isResponse(value: unknown): value is HttpResponse {
  return typeof value === 'object' && value !== null && 'statusCode' in value;
}

describe('the front doors', () => {
  it('answer any history of requests alike: REST API, HTTP API and mapping templates', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 12 }), async (history) => {
        const rest = notesApi();
        const http = notesApi();
        const mapped = notesApi();
        for (const step of history) {
          const method = METHODS[step.operation];
          const sketch = sketchOf(step);
          const answer = await rest.handler(restEvent(method, sketch), lambdaContext);
          const facts = proxyFacts(answer as HttpResponse);
          expect(
            proxyFacts((await http.handler(httpApiEvent(method, sketch), lambdaContext)) as HttpResponse),
          ).toEqual(facts);
          const outcome = await mapped
            .handler(operationEvent(step), lambdaContext)
            .catch((error: unknown) => ({
              problem: /^\[([a-z-]+)\]/.exec((error as Error).message)?.[1],
            }));
          expect(outcome).toEqual(facts);
        }
      }),
    );
  });
});

describe('junk', () => {
  const documented = new Set<number>(Object.values(PROBLEMS).map(({ status }) => status));
  const known = new Set(Object.keys(PROBLEMS));
  const junk = fc.anything({ withNullPrototype: true, withBigInt: true });

  /** An answer of the API, or a failure that begins with a code; nothing else may come back. */
  async function expectProblem(event: unknown): Promise<void> {
    const { handler } = notesApi();
    let outcome: unknown;
    try {
      outcome = await handler(event as never, lambdaContext);
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
      expect(known).toContain(/^\[([a-z-]+)\]/.exec((error as Error).message)?.[1]);
      return;
    }
    if (!isResponse(outcome)) return;
    const { statusCode, body } = outcome;
    if (statusCode < 400) return;
    expect(documented).toContain(statusCode);
    expect(JSON.parse(body)).toMatchObject({ status: statusCode, code: expect.any(String) });
  }

  it('of any shape in place of an event ends with a problem', async () => {
    await fc.assert(fc.asyncProperty(junk, expectProblem));
  });

  it('in any part of an event ends with a problem', async () => {
    const parts = fc.dictionary(
      fc.constantFrom(...Object.keys({ ...restEvent('GET'), ...httpApiEvent('GET') })),
      junk,
      { minKeys: 1, maxKeys: 4 },
    );
    const events = fc.constantFrom(
      restEvent('GET'),
      restEvent('PUT', { noteid: 'a', headers: { 'If-Match': '*' }, body: { note: 'x' } }),
      httpApiEvent('POST', { body: { noteid: 'a', note: 'x' } }),
      httpApiEvent('GET', { noteid: 'a' }),
    );
    await fc.assert(
      fc.asyncProperty(events, parts, (event, changed) => expectProblem({ ...event, ...changed })),
    );
  });

  it('in an event of the original form ends with a problem', async () => {
    const events = fc.record(
      {
        operation: fc.oneof(fc.constantFrom('create', 'read', 'update', 'delete', 'list', 'toString'), junk),
        payload: fc.oneof(junk, fc.record({ Key: junk, Item: junk, note: junk, ifMatch: junk, query: junk })),
        tableName: fc.oneof(fc.constant('Notes'), junk),
        expiresAt: fc.oneof(fc.constant(ADA.exp), junk),
        requestId: junk,
        path: junk,
      },
      { requiredKeys: ['operation', 'tableName'] },
    );
    await fc.assert(fc.asyncProperty(events, expectProblem));
  });

  it('that a client can send is never the fault of the server', async () => {
    const sketches: fc.Arbitrary<RequestSketch> = fc.record(
      {
        path: fc.webPath().map((path) => path || '/'),
        noteid: fc.string({ unit: character }),
        query: fc.dictionary(fc.string({ unit: character }), fc.array(fc.string({ unit: character }))),
        headers: fc.dictionary(
          fc.constantFrom('If-Match', 'If-None-Match', 'Content-Type', 'Origin', 'x'),
          fc.string({ unit: character }),
        ),
        body: fc.oneof(fc.json(), fc.string({ unit: character }), fc.base64String()),
        isBase64Encoded: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    const methods = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'x');
    await fc.assert(
      fc.asyncProperty(methods, sketches, fc.constantFrom(restEvent, httpApiEvent), async (...request) => {
        const [method, sketch, event] = request;
        const { handler } = notesApi();
        const answer = (await handler(event(method, sketch), lambdaContext)) as HttpResponse;
        expect(answer.statusCode).toBeLessThan(500);
      }),
    );
  });
});
