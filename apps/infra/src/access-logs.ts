import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { DeploymentConfig } from './config.ts';

/**
 * One line of JSON for each request. The token is not among its fields, nor the path with the note's id. The principal is: the user's id in the
 * pool, a pseudonym, without which neither abuse nor a user's complaint can be traced. The log's retention ends it.
 */
const COMMON_FIELDS = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  sourceIp: '$context.identity.sourceIp',
  userAgent: '$context.identity.userAgent',
  method: '$context.httpMethod',
  status: '$context.status',
  responseLength: '$context.responseLength',
  responseLatency: '$context.responseLatency',
  authorizerError: '$context.authorizer.error',
  integrationStatus: '$context.integration.status',
  integrationLatency: '$context.integration.latency',
  integrationError: '$context.integrationErrorMessage',
};

const PRINCIPALS = {
  rest: { lambda: '$context.authorizer.principalId', cognito: '$context.authorizer.claims.sub' },
  http: { lambda: '$context.authorizer.sub', jwt: '$context.authorizer.claims.sub' },
} as const;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html */
export function restAccessLogFormat(authorizer: keyof (typeof PRINCIPALS)['rest']): string {
  return JSON.stringify({
    ...COMMON_FIELDS,
    route: '$context.resourcePath',
    principal: PRINCIPALS.rest[authorizer],
    authorizerStatus: '$context.authorizer.status',
    authorizerLatency: '$context.authorizer.latency',
    errorType: '$context.error.responseType',
    wafStatus: '$context.waf.status',
    traceId: '$context.xrayTraceId',
  });
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
export function httpAccessLogFormat(authorizer: keyof (typeof PRINCIPALS)['http']): string {
  return JSON.stringify({
    ...COMMON_FIELDS,
    route: '$context.routeKey',
    principal: PRINCIPALS.http[authorizer],
    errorType: '$context.error.responseType',
  });
}

export function accessLogGroup(scope: Construct, config: DeploymentConfig): LogGroup {
  return new LogGroup(scope, 'AccessLogs', {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: config.ephemeral ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
  });
}
