import type { GatewayResponse } from '@notes/api';
import { GatewayError } from './gateway-error.ts';
import { gatewayReply } from './gateway-response.ts';

const response = (template: string, headers: GatewayResponse['headers'] = {}): GatewayResponse => ({
  type: 'BAD_REQUEST_BODY',
  statusCode: 400,
  headers,
  contentType: 'application/problem+json',
  template,
});
const reply = (described: GatewayResponse, error = new GatewayError('BAD_REQUEST_BODY', 'x')) =>
  gatewayReply({ gatewayResponses: [described] }, error, { requestId: 'r-1', authorizer: { name: 'a"b' } });

describe('gatewayReply', () => {
  it('puts variables in, escaped for JSON, and nothing for those that are not there', () => {
    const { body } = reply(
      response(
        '{"a": "$context.requestId.", "b": "$context.authorizer.name", "c": "$context.nothing.at.all"}',
      ),
    );
    expect(JSON.parse(body)).toEqual({ a: 'r-1.', b: 'a"b', c: '' });
  });

  it('is not VTL', () => {
    expect(reply(response('#set($x = 1) $x $input.body $util.parseJson("{}")')).body).toBe(
      '#set($x = 1) $x $input.body $util.parseJson("{}")',
    );
  });

  it('does not look for variables in what it put in', () => {
    const error = new GatewayError('BAD_REQUEST_BODY', 'x', { validationErrorString: '$context.requestId' });
    expect(reply(response('$context.error.validationErrorString'), error).body).toBe('$context.requestId');
  });

  it('has null for a message that the service does not have', () => {
    expect(reply(response('{"message": $context.error.messageString}')).body).toBe('{"message": null}');
  });

  it('maps headers, and leaves out what HTTP does not allow', () => {
    const headers = { a: `'static'`, b: 'context.requestId', c: 'context.nothing', d: `'bad\nvalue'` };
    expect(reply(response('', headers))).toEqual({
      statusCode: 400,
      headers: { 'Content-Type': 'application/problem+json', a: 'static', b: 'r-1' },
      body: '',
    });
  });

  it('needs a description of every answer', () => {
    expect(() => reply(response(''), new GatewayError('UNAUTHORIZED', 'x'))).toThrow(
      'the API describes no gateway response UNAUTHORIZED',
    );
  });
});
