import { PROBLEMS, problem } from '../problems.ts';
import { gatewayResponses } from '../gateway-responses.ts';
import { type Problem, describeRestApi, listNotesQuery, openApiDocument, problemDetails } from '../index.ts';
import { successOf } from './answers.ts';
import { headerReferences } from './headers.ts';
import { parametersOf } from './parameters.ts';
import type { OpenApiOperation } from './types.ts';

const document = openApiDocument();
const { components, paths } = document;
const operations: readonly (readonly [string, OpenApiOperation])[] = Object.entries(paths).flatMap(
  ([path, item]) =>
    Object.entries(item).map(
      ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
    ),
);

/** What the HTTP contract says, written down once more. */
const STATUSES: Readonly<Record<string, readonly number[]>> = {
  'POST /notes': [201, 400, 401, 403, 409, 413, 415, 429, 500, 502, 503, 504],
  'GET /notes': [200, 400, 401, 403, 429, 500, 502, 503, 504],
  'GET /notes/{noteid}': [200, 304, 400, 401, 403, 404, 429, 500, 502, 503, 504],
  'PUT /notes/{noteid}': [200, 400, 401, 403, 404, 412, 413, 415, 428, 429, 500, 502, 503, 504],
  'DELETE /notes/{noteid}': [204, 400, 401, 403, 412, 429, 500, 502, 503, 504],
  'OPTIONS /notes': [204, 400, 403, 429, 500, 502, 504],
  'OPTIONS /notes/{noteid}': [204, 400, 403, 429, 500, 502, 504],
};

it('describes every route, and no other', () => {
  const { routes } = describeRestApi({
    authorizer: 'lambda',
    integration: 'proxy',
    tableName: 'Notes',
    allowedOrigins: [],
  });
  const described = operations.map(([route]) => route);
  expect(described.toSorted()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).toSorted());
});

it.each(Object.entries(STATUSES))('has every status of %s', (route, statuses) => {
  const operation = operations.find(([name]) => name === route)?.[1];
  expect(Object.keys(operation?.responses ?? {}).map(Number)).toEqual(statuses);
});

it('is plain JSON, and the same at each call', () => {
  expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  expect(openApiDocument()).toEqual(document);
});

it('names the only server when it is told of one', () => {
  expect(openApiDocument({ invokeUrl: 'http://127.0.0.1:1' }).servers.map(({ url }) => url)).toEqual([
    'http://127.0.0.1:1',
  ]);
});

it('takes the same limits as the query of the API', () => {
  const schema = components.parameters['Limit']?.schema;
  const { minimum, maximum } = schema as { minimum: number; maximum: number };
  for (let limit = -1; limit <= 1001; limit++) {
    const taken = listNotesQuery.safeParse({ limit: String(limit) }).success;
    expect([limit, taken]).toEqual([limit, limit >= minimum && limit <= maximum]);
  }
});

it('has a parameter for each member of the query', () => {
  const names = Object.values(components.parameters)
    .filter((parameter) => parameter.in === 'query')
    .map(({ name }) => name);
  expect(names).toEqual(Object.keys(listNotesQuery.shape));
});

it.each(Object.values(components.headers).filter(({ required }) => !required))(
  'does not promise a header that depends on the deployment: $description',
  ({ schema }) => {
    expect(schema).not.toHaveProperty('const');
  },
);

describe('what has no description fails the making of the document', () => {
  it.each([
    [
      'a parameter',
      () => parametersOf({ requestParameters: { 'method.request.header.X-New': false } }, false),
    ],
    ['a header', () => headerReferences(['X-New'])],
    ['a success', () => successOf('preflight')],
  ])('%s', (_, make) => {
    expect(make).toThrow(/X-New has no description|preflight is not mapped/);
  });
});

describe('the schema of problem details', () => {
  it.each(Object.keys(PROBLEMS) as Problem['code'][])('takes the problem %s', (code) => {
    const details: Problem = problem(code, 'id', {
      errors: [{ pointer: '#/query/limit', detail: 'is wrong' }],
    });
    expect(problemDetails.parse(details)).toEqual(details);
  });

  it.each(gatewayResponses({}))("takes the gateway's own $type", ({ template, statusCode }) => {
    const details = problemDetails.parse(JSON.parse(template));
    expect(details.status).toBe(statusCode);
  });

  it.each([
    ['code', 'unknown'],
    ['status', 200],
    ['type', 'no URI'],
    ['requestId', ''],
    ['errors', []],
    ['errors', [{ pointer: '/note', detail: 'is no fragment' }]],
  ])('refuses another %s: %j', (member, value) => {
    expect(problemDetails.safeParse({ ...problem('internal', 'id'), [member]: value }).success).toBe(false);
  });
});
