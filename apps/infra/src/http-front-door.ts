import { EXPOSED_HEADERS, type Route, describeRestApi } from '@notes/api';
import type { CognitoTokenAuthorizer } from '@notes/constructs';
import { Duration } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { accessLogGroup, httpAccessLogFormat } from './access-logs.ts';
import { acknowledgeMethod } from './acknowledgements.ts';
import { apiName } from './api-name.ts';
import { type DeploymentConfig, SIGN_IN_SCOPE } from './config.ts';
import { httpDomain } from './custom-domain.ts';
import type { MonitoredApi } from './operations/props.ts';

const STAGE = '$default';

export interface HttpFrontDoorProps {
  readonly config: DeploymentConfig;
  readonly notes: IFunction;
  readonly tableName: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Absent where the gateway's own JWT authorizer is used. */
  readonly tokenAuthorizer?: CognitoTokenAuthorizer;
}

/** The routes of the same description as an HTTP API. Its own errors cannot be worded: they are API Gateway's `{"message": ...}`. */
export class HttpFrontDoor extends Construct {
  readonly api: HttpApi;
  readonly monitored: MonitoredApi;
  /** Without a slash at the end. */
  readonly invokeUrl: string;

  constructor(scope: Construct, id: string, props: HttpFrontDoorProps) {
    super(scope, id);
    const { config, notes, tableName, tokenAuthorizer } = props;
    const { allowedOrigins } = config;
    const description = describeRestApi({
      authorizer: 'lambda',
      integration: 'proxy',
      tableName,
      allowedOrigins,
    });
    const { routes } = description;
    this.api = new HttpApi(this, 'Api', {
      apiName: apiName(description, config),
      description: 'Notes of the signed-in users of a user pool',
      createDefaultStage: false,
      ...corsOf(routes, allowedOrigins),
    });
    const accessLogs = accessLogGroup(this, config);
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: STAGE,
      autoDeploy: true,
      throttle: config.throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLogs),
        format: AccessLogFormat.custom(httpAccessLogFormat(tokenAuthorizer ? 'lambda' : 'jwt')),
      },
    });
    const authorizer =
      tokenAuthorizer?.httpAuthorizer() ??
      new HttpJwtAuthorizer('UserPool', props.issuer, { jwtAudience: [props.clientId] });
    const integration = new HttpLambdaIntegration('Notes', notes);
    for (const route of routes) {
      const added = this.api.addRoutes({
        path: route.path,
        methods: [HttpMethod[route.method]],
        integration,
        authorizer: route.authorized ? authorizer : new HttpNoneAuthorizer(),
        ...(route.authorized && !tokenAuthorizer && { authorizationScopes: scopesOf(route, config) }),
      });
      for (const each of added) acknowledgeMethod(each, route);
    }
    if (config.domain) httpDomain(this, config.domain, this.api, stage);
    this.invokeUrl = config.domain ? `https://${config.domain.name}` : this.api.apiEndpoint;
    this.monitored = {
      kind: 'http',
      apiId: this.api.apiId,
      stageName: STAGE,
      accessLogGroup: accessLogs,
    };
  }
}

/** The JWT authorizer cannot check `token_use`. It can ask for one of some scopes, which keeps ID tokens out. */
function scopesOf(route: Route, { scopes }: DeploymentConfig): string[] {
  if (!scopes) return [SIGN_IN_SCOPE, 'notes/read', 'notes/write'];
  return [...(route.method === 'GET' ? scopes.read : scopes.write)];
}

/**
 * With CORS configured the gateway's own refusals can be read by a browser, too. It then answers preflights itself, with what the function would
 * say.
 */
function corsOf(
  routes: readonly Route[],
  allowedOrigins: readonly string[],
): Pick<ConstructorParameters<typeof HttpApi>[2] & object, 'corsPreflight'> {
  if (allowedOrigins.length === 0) return {};
  const methods = new Set(routes.filter(({ authorized }) => authorized).map(({ method }) => method));
  const headers = routes
    .flatMap(({ requestParameters }) => Object.keys(requestParameters))
    .flatMap((parameter) => /^method\.request\.header\.(.+)$/.exec(parameter)?.[1] ?? []);
  return {
    corsPreflight: {
      allowOrigins: [...allowedOrigins],
      allowMethods: [...methods].map((method) => CorsHttpMethod[method]),
      allowHeaders: ['Authorization', 'Content-Type', ...new Set(headers)],
      exposeHeaders: EXPOSED_HEADERS.split(', '),
      maxAge: Duration.minutes(10),
    },
  };
}
