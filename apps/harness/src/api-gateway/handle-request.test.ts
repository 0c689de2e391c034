import type { Route } from '@notes/api';
import { matchRoute } from './route-table.ts';
import { TOKEN, allowAll, echo, startGateway, stopGateways } from './test-fixtures/gateway.ts';

afterEach(stopGateways);

const answer = (result: unknown) => () => Promise.resolve(result);

describe('routes', () => {
  it('answers an unknown route and method with 403, before the authorizer', async () => {
    const handler = jest.fn(allowAll());
    const gateway = await startGateway({ authorizer: { type: 'lambda', handler } });
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', '/other'],
      ['PATCH', '/notes'],
      ['GET', '/notes/a/b'],
      ['GET', '/notes//a'],
      ['GET', '//notes'],
      ['OPTIONS', '*'],
      ['HEAD', '/notes'],
    ]) {
      const response = await gateway.send({ method: method ?? '', path: path ?? '' });
      expect(response.status).toBe(403);
    }
    expect(handler).not.toHaveBeenCalled();
    expect(gateway.log.every(({ authorizer, route }) => authorizer === 'none' && route === undefined)).toBe(
      true,
    );
  });

  it('words its own answers as the API describes them, with ids and CORS', async () => {
    const gateway = await startGateway({});
    const { headers, body } = await gateway.send({ path: '/nothing' });
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json',
      'access-control-allow-origin': 'https://notes.example',
      'cache-control': 'no-store',
    });
    expect(headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['x-amz-apigw-id']).toBeTruthy();
    expect(JSON.parse(body)).toMatchObject({
      status: 403,
      code: 'forbidden',
      requestId: headers['x-amzn-requestid'],
    });
  });

  it('ignores a slash at the end', async () => {
    const gateway = await startGateway({});
    expect(JSON.parse((await gateway.send({ path: '/notes/' })).body).resource).toBe('/notes');
  });

  it('answers malformed percent-encoding with 400', async () => {
    const gateway = await startGateway({});
    expect((await gateway.send({ path: '/notes/%E0%A4%A' })).status).toBe(400);
  });

  it('takes a request in absolute form', async () => {
    const gateway = await startGateway({});
    const response = await gateway.raw(
      `GET http://example.test/notes?limit=1 HTTP/1.1\r\nHost: x\r\nAuthorization: ${TOKEN}\r\nConnection: close\r\n\r\n`,
    );
    expect(response).toContain('HTTP/1.1 200 OK');
    expect(response).toContain('"path":"/notes"');
  });

  it('takes a request of HTTP/1.0 without a host', async () => {
    const gateway = await startGateway({});
    const response = await gateway.raw(`GET /notes HTTP/1.0\r\nAuthorization: ${TOKEN}\r\n\r\n`);
    expect(response).toContain('"domainName":"localhost"');
    expect(response).toContain('"X-Forwarded-Port":"80"');
  });

  it('prefers a fixed segment to a parameter, whatever their order', () => {
    const route = (path: string) => ({ path, method: 'GET' }) as unknown as Route;
    const match = matchRoute([route('/notes/{noteid}'), route('/notes/count')], 'GET', '/notes/count');
    expect(match).toEqual({ route: route('/notes/count'), pathParameters: {} });
  });

  it('sends a preflight to the function without the authorizer', async () => {
    const handler = jest.fn(allowAll());
    const gateway = await startGateway({
      authorizer: { type: 'lambda', handler },
      describe: { integration: 'mapped' },
      integration: answer({
        statusCode: 204,
        headers: { 'Access-Control-Allow-Origin': 'https://a.example' },
      }),
    });
    const response = await gateway.send({ method: 'OPTIONS', path: '/notes/n1', headers: {} });
    expect(response).toMatchObject({ status: 204, body: '' });
    expect(response.headers['access-control-allow-origin']).toBe('https://a.example');
    expect(handler).not.toHaveBeenCalled();
  });
});

describe('validation', () => {
  // With mapping templates the whole note is checked; a proxied function does that itself.
  const describe = { integration: 'mapped' } as const;

  const post = (body: string, type?: string) => ({
    method: 'POST',
    body,
    headers: { Authorization: TOKEN, ...(type !== undefined && { 'Content-Type': type }) },
  });

  it.each([
    ['no members', '{}', '[object has missing required properties (["note","noteid"])]'],
    ['no body', '', '[object has missing required properties (["note","noteid"])]'],
    [
      'an unknown member',
      '{"noteid": "a", "note": "b", "x": 1}',
      '[object instance has properties which are not allowed by the schema: ["x"]]',
    ],
    [
      'a number for a text',
      '{"noteid": "a", "note": 1}',
      '[instance type (integer) does not match any allowed primitive type (allowed: ["string"])]',
    ],
    [
      'a list',
      '[]',
      '[instance type (array) does not match any allowed primitive type (allowed: ["object"])]',
    ],
    [
      'null',
      'null',
      '[instance type (null) does not match any allowed primitive type (allowed: ["object"])]',
    ],
    [
      'an empty note',
      '{"noteid": "a", "note": ""}',
      '[string "" is too short (length: 0, required minimum: 1)]',
    ],
    ['broken JSON', '{"noteid": ', '[request body is not valid JSON]'],
  ])('refuses %s with 400, and says why', async (_, body, detail) => {
    const integration = jest.fn(echo);
    const gateway = await startGateway({ describe, integration });
    const response = await gateway.send(post(body, 'application/json; charset=utf-8'));
    expect(response.status).toBe(400);
    expect(JSON.parse(response.body).errors).toEqual([{ pointer: '#', detail }]);
    expect(integration).not.toHaveBeenCalled();
  });

  it('takes a body without a content type for JSON', async () => {
    const gateway = await startGateway({ describe });
    expect((await gateway.send(post('{}'))).status).toBe(400);
  });

  it('names the pattern that an id does not match', async () => {
    const gateway = await startGateway({ describe });
    const { body } = await gateway.send(post('{"noteid": "a/b", "note": "c"}'));
    expect(JSON.parse(body).errors[0].detail).toMatch(
      /^\[ECMA 262 regex ".*" does not match input string "a\/b"\]$/,
    );
  });

  it('does not check another content type', async () => {
    const gateway = await startGateway({});
    expect((await gateway.send(post('anything', 'text/plain'))).status).toBe(200);
  });

  it('authorizes before it validates', async () => {
    const gateway = await startGateway({});
    expect((await gateway.send({ method: 'POST', headers: {}, body: '{}' })).status).toBe(401);
  });
});
