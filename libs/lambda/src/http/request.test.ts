import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { httpApiEvent, restEvent } from '../test-support/events.ts';
import { normaliseEvent } from './request.ts';

describe('normaliseEvent', () => {
  it('fills the matched template, so that neither stage nor base path matter', () => {
    const event = restEvent('GET', { noteid: 'a b' });
    const behindBasePath = { ...event, path: '/base/notes/a%20b' };
    expect(normaliseEvent(behindBasePath)).toMatchObject({
      path: '/notes/a%20b',
      urlPath: '/prod/notes/a%20b',
    });
  });

  it('takes the path where the template says nothing', () => {
    const event = { ...restEvent('GET', { path: '/notes/x' }), resource: '/{proxy+}' };
    expect(normaliseEvent(event).path).toBe('/notes/x');
    expect(normaliseEvent({ ...event, resource: undefined } as never).path).toBe('/notes/x');
    expect(normaliseEvent({ ...event, resource: '/notes/{noteid}', pathParameters: null }).path).toBe(
      '/notes/',
    );
  });

  it('takes a named stage off an HTTP API’s path, and nothing off the default stage’s', () => {
    const event = httpApiEvent('GET', { path: '/notes/x' });
    expect(normaliseEvent(event)).toMatchObject({ path: '/notes/x', urlPath: '/prod/notes/x' });
    const inDefault: APIGatewayProxyEventV2 = {
      ...event,
      rawPath: '/notes/x',
      requestContext: { ...event.requestContext, stage: '$default' },
    };
    expect(normaliseEvent(inDefault).path).toBe('/notes/x');
  });

  it('keeps repeated headers and parameters apart', () => {
    const query = { limit: ['1', '2'], order: ['asc'] };
    const expected = [
      ['limit', '1'],
      ['limit', '2'],
      ['order', 'asc'],
    ];
    const rest = normaliseEvent(
      restEvent('GET', { query, headers: { 'If-Match': ['"a"', '"b"'], 'if-match': '"c"' } }),
    );
    expect(rest.query).toEqual(expected);
    expect(rest.headers.get('if-match')).toEqual(['"a"', '"b"', '"c"']);
    expect(normaliseEvent(httpApiEvent('GET', { query })).query).toEqual(expected);
  });

  it('bears with what is absent', () => {
    const event = restEvent('GET');
    const sparse = {
      ...event,
      headers: null,
      multiValueHeaders: { a: undefined },
      pathParameters: undefined,
    };
    expect(normaliseEvent(sparse as never)).toMatchObject({ query: [], headers: new Map(), body: undefined });
    expect(normaliseEvent({ ...event, body: '' }).body).toBeUndefined();
    const open = httpApiEvent('GET');
    const { requestId, stage, http } = open.requestContext;
    const requestContext = { requestId, stage, http };
    expect(normaliseEvent({ ...open, requestContext } as never).authorizer).toBeUndefined();
  });
});
