import type { LambdaFunction } from './lambda.ts';
import { TOKEN, echo, startGateway, stopGateways } from './test-fixtures/gateway.ts';

afterEach(stopGateways);

const returning = (result: unknown) => ({ integration: () => Promise.resolve(result) });
const throwing = (error: Error) => ({ integration: () => Promise.reject(error) });
const never: LambdaFunction = () => Promise.withResolvers().promise;

describe('the mapped integration', () => {
  const mapped = { describe: { integration: 'mapped' as const } };
  const create = {
    method: 'POST',
    body: JSON.stringify({ noteid: 'n1', note: 'it\'s "a" note\n$x' }),
  };
  const stored = {
    noteid: 'n1',
    note: 'it\'s "a" note\n$x',
    createdAt: 'then',
    updatedAt: 'now',
    version: 1,
    etag: '"r1"',
    location: '/notes/n1',
  };

  it('sends the event of the template, and answers by the response template', async () => {
    const integration = jest.fn(() => Promise.resolve(stored));
    const gateway = await startGateway({ ...mapped, integration });
    const { status, headers, body } = await gateway.send(create);
    expect(integration).toHaveBeenCalledWith(
      expect.objectContaining({
        operation: 'create',
        payload: { Item: { userId: 'user-1', noteId: 'n1', note: stored.note } },
        requestId: headers['x-amzn-requestid'],
        tableName: 'Notes',
      }),
      expect.objectContaining({ functionName: 'notes-api' }),
    );
    expect(status).toBe(201);
    expect(headers).toMatchObject({
      etag: '"r1"',
      location: '/notes/n1',
      'content-type': 'application/json',
      'x-request-id': headers['x-amzn-requestid'],
    });
    expect(JSON.parse(body)).toEqual({
      message: 'Note created',
      noteid: 'n1',
      note: stored.note,
      createdAt: 'then',
      updatedAt: 'now',
      version: 1,
    });
  });

  it('leaves a mapped header out when there is nothing for it', async () => {
    const gateway = await startGateway({ ...mapped, ...returning({ ...stored, etag: undefined }) });
    expect((await gateway.send(create)).headers).not.toHaveProperty('etag');
  });

  it('has an empty answer for an empty template', async () => {
    const gateway = await startGateway({ ...mapped, ...returning({}) });
    expect(await gateway.send({ method: 'DELETE', path: '/notes/n1' })).toMatchObject({
      status: 204,
      body: '',
    });
  });

  it.each([
    ['[note-exists] text', 409, 'note-exists'],
    ['[invalid-request] the \'id\' is "bad"\nvery bad', 400, 'invalid-request'],
    ['[unauthorized] x', 401, 'unauthorized'],
    ['[unavailable] x', 503, 'unavailable'],
    ['a crash with [note-exists] in it', 500, 'internal'],
  ])('maps the error %j', async (message, status, code) => {
    const gateway = await startGateway({ ...mapped, ...throwing(new Error(message)) });
    const response = await gateway.send(create);
    expect(response.status).toBe(status);
    expect(response.headers['content-type']).toBe('application/problem+json');
    const body = JSON.parse(response.body);
    expect(body).toMatchObject({ code, status });
    if (code === 'invalid-request') expect(body.errors[0].detail).toBe('the \'id\' is "bad"\nvery bad');
    if (code === 'unauthorized') expect(response.headers['www-authenticate']).toBe('Bearer');
  });

  it('maps a time-out of the function, and gives up with 504 itself', async () => {
    const slow = await startGateway({ ...mapped, integration: never, lambdaTimeoutMs: 10 });
    expect((await slow.send(create)).status).toBe(500);
    const slower = await startGateway({ ...mapped, integration: never, change: { integrationTimeout: 10 } });
    expect((await slower.send(create)).status).toBe(504);
  });

  it('answers another content type with 415', async () => {
    const integration = jest.fn(echo);
    const gateway = await startGateway({ ...mapped, integration });
    for (const type of ['text/plain', 'application/json+x', 'toString']) {
      const response = await gateway.send({
        ...create,
        headers: { Authorization: TOKEN, 'Content-Type': type },
      });
      expect(response.status).toBe(415);
    }
    expect(integration).not.toHaveBeenCalled();
  });

  it('validates by the model first', async () => {
    const gateway = await startGateway(mapped);
    expect((await gateway.send({ ...create, body: '{"noteid": "n1"}' })).status).toBe(400);
  });

  const withIntegration = async (change: object, result: unknown = stored) => {
    const probe = await startGateway({ ...mapped, ...returning(result), change });
    return probe.send({});
  };
  const route = (integration: object, rest: object = {}) => ({
    routes: [
      {
        operation: 'list' as const,
        method: 'GET' as const,
        path: '/notes' as const,
        authorized: false,
        requestParameters: {},
        integration: {
          type: 'mapped' as const,
          passthroughBehavior: 'NEVER' as const,
          requestTemplates: { 'application/json': '{}' },
          responses: [{ statusCode: 200, headers: {}, contentType: 'text/plain', template: 'ok' }],
          ...integration,
        },
        ...rest,
      },
    ],
  });

  it.each([
    ['a request template that makes no JSON', { requestTemplates: { 'application/json': '{' } }, 400],
    [
      'a request template that fails',
      { requestTemplates: { 'application/json': "$input.json('$..x')" } },
      500,
    ],
    ['no response without a pattern', { responses: [] }, 500],
    [
      'a response template that fails',
      { responses: [{ statusCode: 200, headers: {}, contentType: 'a/b', template: '$input.body.nope()' }] },
      500,
    ],
    [
      'a mapped header that HTTP does not allow',
      {
        responses: [
          {
            statusCode: 200,
            headers: { a: 'integration.response.body.note' },
            contentType: 'a/b',
            template: '',
          },
        ],
      },
      500,
    ],
    [
      'an unknown mapping expression',
      {
        responses: [
          { statusCode: 200, headers: { a: 'method.request.header.a' }, contentType: 'a/b', template: '' },
        ],
      },
      500,
    ],
    ['nothing wrong', {}, 200],
  ])('with %s', async (_, integration, status) => {
    expect((await withIntegration(route(integration))).status).toBe(status);
  });

  it('requires parameters, before anything else is checked', async () => {
    const requestParameters = {
      'method.request.header.X-One': true,
      'method.request.querystring.two': true,
      'method.request.path.three': true,
      'method.request.header.X-Four': false,
    };
    const gateway = await startGateway({ change: route({}, { requestParameters }) });
    const response = await gateway.send({});
    expect(response.status).toBe(400);
    expect(JSON.parse(response.body).errors[0].detail).toBe(
      'Missing required request parameters: [X-One, two, three]',
    );
    const partly = await gateway.send({ path: '/notes?two=', headers: { 'x-one': '1' } });
    expect(JSON.parse(partly.body).errors[0].detail).toBe('Missing required request parameters: [three]');
  });

  it('maps numbers and objects of the result into headers', async () => {
    const valid = { a: 'integration.response.body.version', c: 'context.nothing' };
    const headers = { ...valid, b: "integration.response.body['x']" };
    const responses = [{ statusCode: 200, headers, contentType: 'a/b', template: '' }];
    await expect(withIntegration(route({ responses }), { version: 3 })).resolves.toMatchObject({
      status: 500,
    });
    const ok = await withIntegration(route({ responses: [{ ...responses[0], headers: valid }] }), {
      version: { a: 1 },
    });
    expect(ok.headers).toMatchObject({ a: '{"a":1}' });
    expect(ok.headers).not.toHaveProperty('c');
  });
});
