import type { NotesHandler } from '@notes/lambda';
import { OWNER } from './fixtures.ts';

interface Request {
  readonly noteid?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a browser and CloudFront send before an edge-optimised API, shortened. */
const HEADERS = {
  Accept: 'application/json',
  'Accept-Encoding': 'gzip, deflate, br',
  'Accept-Language': 'en-GB,en;q=0.9',
  Authorization: `Bearer ${'x'.repeat(1000)}`,
  'Cache-Control': 'no-cache',
  'CloudFront-Forwarded-Proto': 'https',
  'CloudFront-Is-Desktop-Viewer': 'true',
  'CloudFront-Viewer-Country': 'DE',
  Host: 'abc.execute-api.eu-central-1.amazonaws.com',
  Origin: 'https://notes.example.com',
  Referer: 'https://notes.example.com/',
  'User-Agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
  Via: '2.0 0123456789abcdef.cloudfront.net (CloudFront)',
  'X-Amz-Cf-Id': 'x'.repeat(56),
  'X-Amzn-Trace-Id': 'Root=1-67891233-abcdef012345678912345678',
  'X-Forwarded-For': '192.0.2.1, 198.51.100.1',
  'X-Forwarded-Port': '443',
  'X-Forwarded-Proto': 'https',
};

/**
 * A request of a REST API with a Lambda authorizer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function restEvent(
  httpMethod: string,
  { noteid, body, headers: own }: Request,
): Parameters<NotesHandler>[0] {
  const headers = { ...HEADERS, ...(body && { 'Content-Type': 'application/json' }), ...own };
  const path = noteid === undefined ? '/notes' : `/notes/${noteid}`;
  const event = {
    resource: noteid === undefined ? '/notes' : '/notes/{noteid}',
    path,
    httpMethod,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: noteid === undefined ? null : { noteid },
    stageVariables: null,
    body: body ? JSON.stringify(body) : null,
    isBase64Encoded: false,
    requestContext: {
      requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
      path: `/prod${path}`,
      stage: 'prod',
      authorizer: { principalId: OWNER, exp: '4102444800', integrationLatency: 1 },
    },
  };
  return event as unknown as Parameters<NotesHandler>[0];
}
