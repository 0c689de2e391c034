import { InMemoryNoteRepository } from '@notes/adapter-in-memory';
import { describeRestApi } from '@notes/api';
import fc from 'fast-check';
import { composeHarness } from '../composition-root.ts';
import { renderTemplate } from './mapping-templates.ts';

const api = describeRestApi({
  authorizer: 'lambda',
  integration: 'mapped',
  tableName: 'Notes',
  allowedOrigins: [],
});

function integrationOf(operation: string) {
  const integration = api.routes.find((route) => route.operation === operation)?.integration;
  if (integration?.type !== 'mapped') throw new Error(`${operation} is not mapped`);
  return integration;
}

interface Sketch {
  readonly body?: unknown;
  readonly noteid?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly header?: Readonly<Record<string, string>>;
  readonly user?: string;
}

/** The event that the gateway would send for the operation. */
function eventOf(operation: string, { body, noteid, query = {}, header = {}, user = 'ada' }: Sketch) {
  const text = renderTemplate(integrationOf(operation).requestTemplates['application/json'], {
    body: body === undefined ? '' : JSON.stringify(body),
    parameters: { path: noteid === undefined ? {} : { noteid }, querystring: query, header },
    context: {
      requestId: 'request-1',
      path: '/v1/notes',
      authorizer: { principalId: user, exp: '4102444800' },
    },
  });
  return JSON.parse(text) as Record<string, unknown> & { payload: unknown };
}

/** The body that the gateway would answer with. */
function answerOf(operation: string, result: object): Record<string, unknown> {
  const response = integrationOf(operation).responses.find((each) => each.selectionPattern === undefined);
  const parameters = { path: {}, querystring: {}, header: {} };
  return JSON.parse(
    renderTemplate(response?.template ?? '', { body: JSON.stringify(result), parameters, context: {} }),
  );
}

function notesFunction() {
  const { notesHandler } = composeHarness({
    clock: { now: () => Date.UTC(2026, 0, 1) },
    notes: new InMemoryNoteRepository(),
    tokenValidator: { validate: () => Promise.reject(new Error('Nobody asks it.')) },
    tableName: 'Notes',
    allowedOrigins: [],
    log: () => undefined,
  });
  return (event: unknown) => notesHandler(event as never, {} as never) as Promise<object>;
}

/** Whatever means something to VTL, to JSON or to the escapes between them, among any other characters. */
const fragments = fc.constantFrom(
  ...['"', "'", '\\', '\\\\', "\\'", '\\"', '\n', '\r', '\t', '\b', '\f', '\0', '\u007f', '\u2028', '\ufeff'],
  ...['$', '$!', '${', '$input.body', "$input.json('$')", '$util.escapeJavaScript($x)', '$context.requestId'],
  ...[
    '#',
    '##',
    '#set($x = 1)',
    '#if(true)',
    '#else',
    '#end',
    '#foreach($i in [1])',
    '#*',
    '*#',
    '#[[',
    ']]#',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '", "userId": "eve',
    '\\u0041',
    '\\n',
    '/',
    '</script>',
    '%00',
    '$1',
    '$&',
  ],
  ...['\u{1f600}', '\u{1f468}\u200d\u{1f469}', 'e\u0301', '\u202e', '__proto__', 'constructor'],
);
// Not `unit: 'binary'` of fast-check, which writes all of them down first: a second.
const characters = fc
  .array(
    fc.integer({ min: 0, max: 0x10ffff }).filter((code) => code < 0xd800 || code > 0xdfff),
    { maxLength: 5 },
  )
  .map((codes) => String.fromCodePoint(...codes));
const text = fc
  .array(fc.oneof({ weight: 3, arbitrary: fragments }, characters), {
    minLength: 1,
    maxLength: 12,
  })
  .map((parts) => parts.join(''))
  .filter((joined) => joined !== '');

describe('the mapping templates', () => {
  it('carry any text to the store and back, unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, text, async (user, first, second) => {
        const call = notesFunction();
        const created = await call(eventOf('create', { user, body: { noteid: 'n1', note: first } }));
        expect(answerOf('create', created)).toMatchObject({ noteid: 'n1', note: first });
        const body = { note: second };
        const replaced = await call(
          eventOf('update', { user, noteid: 'n1', body, header: { 'If-Match': '*' } }),
        );
        expect(answerOf('update', replaced)).toMatchObject({ noteid: 'n1', note: second });
        expect(answerOf('read', await call(eventOf('read', { user, noteid: 'n1' })))['note']).toBe(second);
        expect(answerOf('list', await call(eventOf('list', { user })))).toMatchObject({
          notes: [{ noteid: 'n1', note: second }],
        });
      }),
    );
  });

  it('hand on exactly the user, the id, the condition and the query', () => {
    const name = fc.constantFrom('If-Match', 'if-match', 'IF-MATCH');
    fc.assert(
      fc.property(text, text, text, name, fc.dictionary(text, text), (user, noteid, tag, key, query) => {
        const Key = { userId: user, noteId: noteid };
        const conditional = { user, noteid, header: { [key]: tag } };
        expect(eventOf('read', { user, noteid }).payload).toEqual({ Key });
        expect(eventOf('delete', conditional).payload).toEqual({ Key, ifMatch: tag });
        expect(eventOf('update', { ...conditional, body: { note: tag } }).payload).toEqual({
          Key,
          note: tag,
          ifMatch: tag,
        });
        const list = eventOf('list', { user, query }).payload as { query: object };
        expect(Object.entries(list.query)).toEqual(Object.entries(query));
        expect(eventOf('create', { user, body: { noteid, note: tag } }).payload).toEqual({
          Item: { ...Key, note: tag },
        });
      }),
    );
  });

  it('let no lone surrogate into the store', async () => {
    const lone = fc.constantFrom('\ud800', '\udbff', '\udc00', '\udfff', '\udc00\ud800');
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme-ascii' }),
        lone,
        fc.string({ unit: 'grapheme-ascii' }),
        async (...parts) => {
          const call = notesFunction();
          const note = parts.join('');
          await expect(call(eventOf('create', { body: { noteid: 'n1', note } }))).rejects.toThrow(
            '[invalid-request]',
          );
          await expect(call(eventOf('read', { noteid: 'n1' }))).rejects.toThrow('[note-not-found]');
        },
      ),
    );
  });
});
