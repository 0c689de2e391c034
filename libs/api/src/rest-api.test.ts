import { type ProblemCode, PROBLEMS } from './problems.ts';
import { type MappedIntegration, type RestApiOptions, type Route, describeRestApi } from './rest-api.ts';

const options: RestApiOptions = {
  authorizer: 'lambda',
  integration: 'proxy',
  tableName: 'Notes',
  allowedOrigins: ['https://notes.example.com', 'https://other.example.com'],
};

const names = (routes: readonly Route[]) => routes.map(({ method, path }) => `${method} ${path}`);

describe('describeRestApi', () => {
  it('has the routes of the contract, and lets only preflight requests past the authorizer', () => {
    const { routes } = describeRestApi(options);
    expect(names(routes.filter(({ authorized }) => authorized))).toEqual([
      'POST /notes',
      'GET /notes',
      'GET /notes/{noteid}',
      'PUT /notes/{noteid}',
      'DELETE /notes/{noteid}',
    ]);
    expect(names(routes.filter(({ authorized }) => !authorized))).toEqual([
      'OPTIONS /notes',
      'OPTIONS /notes/{noteid}',
    ]);
  });

  it('makes the models of S5 and S7 from the schemas', () => {
    const { NoteCreateModel, NoteReplaceModel, Success } = describeRestApi(options).models;
    const noteid = { type: 'string', pattern: '^[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,127}$' };
    const note = { type: 'string', minLength: 1 };
    expect(NoteCreateModel.schema).toEqual({
      $schema: 'http://json-schema.org/draft-04/schema#',
      title: 'Note Create Model',
      type: 'object',
      properties: { noteid, note },
      required: ['noteid', 'note'],
      additionalProperties: false,
    });
    expect(NoteReplaceModel.schema).toMatchObject({
      properties: { note },
      required: ['note'],
      additionalProperties: false,
    });
    expect(Success.schema).toMatchObject({
      title: 'Success Schema',
      properties: { message: { type: 'string' } },
    });
  });

  it('lets the gateway check whole notes only where no function could name what is wrong', () => {
    const models = (integration: RestApiOptions['integration']) =>
      describeRestApi({ ...options, integration }).routes.map(({ requestModel }) => requestModel);
    const none = undefined;
    expect(models('proxy')).toEqual(['JsonObject', none, none, 'JsonObject', none, none, none]);
    expect(models('mapped')).toEqual(['NoteCreateModel', none, none, 'NoteReplaceModel', none, none, none]);
    expect(describeRestApi(options).models.JsonObject.schema).toMatchObject({
      type: 'object',
      additionalProperties: {},
    });
  });

  it('words each of the gateway’s own answers as problem details with CORS', () => {
    const { gatewayResponses } = describeRestApi(options);
    expect(gatewayResponses.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['UNAUTHORIZED', 'DEFAULT_4XX', 'DEFAULT_5XX']),
    );
    for (const { statusCode, headers, template } of gatewayResponses) {
      const body = JSON.parse(template) as { status: number; code: ProblemCode; type: string };
      expect(body.status).toBe(statusCode);
      expect(body.type).toBe(`urn:problem-type:notes:${body.code}`);
      expect(PROBLEMS).toHaveProperty(body.code);
      expect(headers).toMatchObject({
        'Access-Control-Allow-Origin': `'https://notes.example.com'`,
        'Cache-Control': `'no-store'`,
        'Content-Type': `'application/problem+json'`,
        'x-request-id': 'context.requestId',
      });
    }
    const unauthorized = gatewayResponses.find(({ type }) => type === 'UNAUTHORIZED');
    expect(unauthorized?.headers['WWW-Authenticate']).toBe(`'Bearer'`);
  });

  it('names no origin where none is allowed', () => {
    const [response] = describeRestApi({ ...options, allowedOrigins: [] }).gatewayResponses;
    expect(response?.headers).not.toHaveProperty('Access-Control-Allow-Origin');
  });

  it.each([
    ['abc.def.ghi', true],
    ['Bearer abc.d-f.g_i', true],
    ['bEARER  abc.def.ghi', true],
    ['Basic abc.def.ghi', false],
    ['abc.def', false],
    ['abc.def.', false],
    ['abc.def.ghi, abc.def.ghi', false],
    ['', false],
  ])('has an identity validation that for %j is %p', (header, accepted) => {
    expect(new RegExp(describeRestApi(options).identityValidationExpression).test(header)).toBe(accepted);
  });
});

describe('the mapped integration', () => {
  const mapped = (authorizer: RestApiOptions['authorizer'] = 'lambda') =>
    describeRestApi({ ...options, authorizer, integration: 'mapped' }).routes.filter(
      (route): route is Route & { integration: MappedIntegration } => route.integration.type === 'mapped',
    );

  it('covers every route but preflight', () => {
    expect(mapped()).toHaveLength(5);
  });

  it('has one response for each status, told apart by disjoint patterns', () => {
    for (const { integration } of mapped()) {
      const statuses = integration.responses.map(({ statusCode }) => statusCode);
      expect(new Set(statuses).size).toBe(statuses.length);
      const messages = [
        ...Object.keys(PROBLEMS).map((code) => `[${code}] detail\nmore`),
        'Task timed out',
        '[odd',
      ];
      for (const message of messages) {
        const matching = integration.responses.filter(
          ({ selectionPattern }) => selectionPattern && new RegExp(`^(?:${selectionPattern})$`).test(message),
        );
        expect(matching).toHaveLength(1);
      }
      expect(
        integration.responses.filter(({ selectionPattern }) => selectionPattern === undefined),
      ).toHaveLength(1);
    }
  });

  it('takes the caller from the front door', () => {
    const templates = (authorizer: RestApiOptions['authorizer']) =>
      mapped(authorizer).map(({ integration }) => integration.requestTemplates['application/json']);
    for (const template of templates('lambda')) {
      expect(template).toContain('$util.escapeJavaScript($context.authorizer.principalId)');
      expect(template).toContain('$context.authorizer.exp');
      expect(template).toContain('"tableName": "Notes"');
    }
    for (const template of templates('cognito')) expect(template).toContain('$context.authorizer.claims.sub');
  });

  it('writes the keys of the table as the table has them', () => {
    const [create] = mapped();
    expect(create?.integration.requestTemplates['application/json']).toMatch(
      /"Item": \{"userId": .*, "noteId": .*, "note": /,
    );
  });
});
