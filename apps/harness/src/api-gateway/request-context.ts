import type { RouteMatch } from './route-table.ts';
import { type GatewayRequest, headerOf } from './read-request.ts';

/** Which deployed API the gateway plays. */
export interface Deployment {
  readonly accountId: string;
  readonly apiId: string;
  readonly region: string;
  readonly stage: string;
}

/** `requestContext.authorizer`: what the authorizer says of the caller. */
export type AuthorizerContext = Readonly<Record<string, string | number | Readonly<Record<string, string>>>>;

/** One request on its way through the gateway. */
export interface Exchange {
  readonly request: GatewayRequest;
  readonly match: RouteMatch;
  readonly deployment: Deployment;
  /** Absent on a route without an authorizer, and before the authorizer has spoken. */
  readonly authorizer?: AuthorizerContext;
}

/**
 * The ARN of the called method. The path is the one that was called, as it was sent, not the route's.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export function methodArn({ request, deployment }: Pick<Exchange, 'request' | 'deployment'>): string {
  const { region, accountId, apiId, stage } = deployment;
  const path = request.path.replace(/^\/|\/$/g, '');
  return `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stage}/${request.method}/${path}`;
}

/**
 * `requestContext` of a proxy event, and `$context` of mapping templates and gateway responses.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function requestContext({
  request,
  match,
  deployment,
  authorizer,
}: Exchange): Record<string, unknown> {
  const domainName = headerOf(request, 'host') ?? 'localhost';
  return {
    resourceId: resourceId(match.route.path),
    resourcePath: match.route.path,
    httpMethod: request.method,
    extendedRequestId: request.extendedRequestId,
    requestTime: commonLogTime(request.receivedAt),
    path: request.urlPath,
    accountId: deployment.accountId,
    protocol: request.protocol,
    stage: deployment.stage,
    domainPrefix: domainName.split(/[.:]/, 1)[0],
    requestTimeEpoch: request.receivedAt,
    requestId: request.requestId,
    identity: {
      cognitoIdentityPoolId: null,
      accountId: null,
      cognitoIdentityId: null,
      caller: null,
      sourceIp: request.sourceIp,
      principalOrgId: null,
      accessKey: null,
      cognitoAuthenticationType: null,
      cognitoAuthenticationProvider: null,
      userArn: null,
      userAgent: headerOf(request, 'user-agent') ?? null,
      user: null,
    },
    domainName,
    deploymentId: 'harness',
    apiId: deployment.apiId,
    ...(authorizer && { authorizer }),
  };
}

/** Stable for a path, in the form of the service: a few lower-case letters and digits. */
function resourceId(path: string): string {
  return Buffer.from(path).toString('hex').slice(-10);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `09/Apr/2015:12:34:56 +0000` */
function commonLogTime(millis: number): string {
  const [date = '', time = ''] = new Date(millis).toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
