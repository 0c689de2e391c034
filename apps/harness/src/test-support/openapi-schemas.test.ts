import { type MediaType, type RequestBody, type Response, openApiDocument } from '@notes/api';
import { OpenApiSchemas } from './openapi-schemas.ts';

const document = openApiDocument();
const schemas = new OpenApiSchemas(document);
const { components, paths } = document;

interface Sample {
  readonly place: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly value: unknown;
}

function ofContent(place: string, content: Readonly<Record<string, MediaType>> = {}): Sample[] {
  return Object.values(content).flatMap(({ schema, examples }) =>
    Object.entries(examples).map(([name, { value }]) => ({ place: `${place} ${name}`, schema, value })),
  );
}

/** The examples inside a schema. */
function ofSchema(place: string, schema: unknown): Sample[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { examples = [] } = schema as { examples?: unknown[] };
  return [
    ...examples.map((value) => ({ place, schema: schema as Sample['schema'], value })),
    ...Object.entries(schema).flatMap(([key, inner]) =>
      key === 'examples' ? [] : ofSchema(`${place}/${key}`, inner),
    ),
  ];
}

const operations = Object.values(paths).flatMap((item) => Object.values(item));
const bodies: [string, RequestBody | Response][] = [
  ...Object.entries(components.responses),
  ...operations.flatMap(({ operationId, requestBody, responses }) => [
    ...(requestBody ? [[operationId, requestBody] satisfies [string, RequestBody]] : []),
    ...Object.entries(responses).map(([status, response]): [string, Response] => [
      `${operationId} ${status}`,
      schemas.resolve<Response>(response),
    ]),
  ]),
];
const samples: readonly Sample[] = [
  ...bodies.flatMap(([place, { content }]) => ofContent(place, content)),
  ...Object.entries({ ...components.parameters, ...components.headers }).flatMap(([place, described]) => [
    ...('example' in described ? [{ place, schema: described.schema, value: described.example }] : []),
    ...ofSchema(place, described.schema),
  ]),
  ...Object.entries(components.schemas).flatMap(([name, schema]) => ofSchema(name, schema)),
];

it.each(samples)('an example is as its schema has it: $place', ({ schema, value }) => {
  expect(schemas.check(schema)(value)).toEqual([]);
});

it('every answer with a body, and every request with one, has an example', () => {
  for (const [place, { content }] of bodies) {
    for (const mediaType of Object.values(content ?? {})) {
      expect([place, Object.keys(mediaType.examples).length]).not.toEqual([place, 0]);
    }
  }
});

it.each([
  ['a member too many', { $ref: '#/components/schemas/ReplaceNoteBody' }, { note: 'x', more: 1 }],
  ['a text that is too short', { $ref: '#/components/schemas/NoteText' }, ''],
  ['a time that is none', { type: 'string', format: 'date-time' }, 'today'],
])('finds %s', (_, schema, value) => {
  expect(schemas.check(schema)(value)).not.toEqual([]);
});

it('fails for a reference to nothing', () => {
  expect(() => schemas.resolve({ $ref: '#/components/responses/Nothing' })).toThrow('nothing at');
});
