import { type RestApi as RestApiDescription, type Route, describeRestApi } from '@notes/api';
import type { CognitoTokenAuthorizer } from '@notes/constructs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  AuthorizationType,
  CfnModel,
  CognitoUserPoolsAuthorizer,
  EndpointType,
  type IAuthorizer,
  type IModel,
  LambdaIntegration,
  LogGroupLogDestination,
  type MethodOptions,
  MethodLoggingLevel,
  Model,
  ResponseType,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { accessLogGroup, restAccessLogFormat } from './access-logs.ts';
import type { DeploymentConfig } from './config.ts';
import type { MonitoredApi } from './operations/props.ts';
import { acknowledgeMethod, acknowledgeRestApi } from './acknowledgements.ts';
import { apiName } from './api-name.ts';
import { restDomain } from './custom-domain.ts';
import { integrationOptions, methodResponses } from './rest-integration.ts';
import { WebAcl } from './web-acl.ts';

const STAGE = 'prod';

export interface RestFrontDoorProps {
  readonly config: DeploymentConfig;
  readonly notes: IFunction;
  readonly tableName: string;
  readonly userPool: IUserPool;
  /** Absent where the gateway's own authorizer for user pools is used. */
  readonly tokenAuthorizer?: CognitoTokenAuthorizer;
}

/** The REST API `NotesService`, made of the one description of routes, models, templates and answers. */
export class RestFrontDoor extends Construct {
  readonly api: RestApi;
  readonly monitored: MonitoredApi;
  /** Without a slash at the end. */
  readonly invokeUrl: string;
  private readonly description: RestApiDescription;
  private readonly models = new Map<string, IModel>();

  constructor(scope: Construct, id: string, props: RestFrontDoorProps) {
    super(scope, id);
    const { config, tokenAuthorizer } = props;
    const authorizer = tokenAuthorizer ? 'lambda' : 'cognito';
    const { integration, allowedOrigins } = config;
    this.description = describeRestApi({
      authorizer,
      integration,
      tableName: props.tableName,
      allowedOrigins,
    });
    const accessLogs = accessLogGroup(this, config);
    this.api = new RestApi(this, 'Api', {
      restApiName: apiName(this.description, config),
      description: 'Notes of the signed-in users of a user pool',
      endpointTypes: [EndpointType.REGIONAL],
      // API Gateway has one such role for all APIs of a region, so it stays when this deployment goes.
      cloudWatchRole: config.accountLogRole,
      ...(config.accountLogRole && { cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN }),
      deployOptions: {
        stageName: STAGE,
        accessLogDestination: new LogGroupLogDestination(accessLogs),
        accessLogFormat: AccessLogFormat.custom(restAccessLogFormat(authorizer)),
        loggingLevel: MethodLoggingLevel.ERROR,
        // It would log whole requests, tokens included.
        dataTraceEnabled: false,
        tracingEnabled: true,
        throttlingRateLimit: config.throttle.rateLimit,
        throttlingBurstLimit: config.throttle.burstLimit,
      },
    });
    // The stack says the invoke URL itself.
    this.api.node.tryRemoveChild('Endpoint');
    acknowledgeRestApi(this.api, config);
    this.keepExecutionLogs(config);
    this.addModels();
    this.addGatewayResponses();
    this.addRoutes(props);
    if (config.wafRateLimit !== undefined) {
      new WebAcl(this, 'WebAcl', {
        stageArn: this.api.deploymentStage.stageArn,
        rateLimit: config.wafRateLimit,
      });
    }
    if (config.domain) restDomain(this, config.domain, this.api);
    this.invokeUrl = config.domain ? `https://${config.domain.name}` : this.api.url.replace(/\/$/, '');
    this.monitored = {
      kind: 'rest',
      apiName: this.api.restApiName,
      stageName: STAGE,
      accessLogGroup: accessLogs,
    };
  }

  /** API Gateway would make this log group itself, and keep what is in it for ever. */
  private keepExecutionLogs(config: DeploymentConfig): void {
    const logs = new LogGroup(this, 'ExecutionLogs', {
      logGroupName: `API-Gateway-Execution-Logs_${this.api.restApiId}/${STAGE}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: config.ephemeral ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    this.api.deploymentStage.node.addDependency(logs);
  }

  private addModels(): void {
    for (const { name, contentType, schema } of Object.values(this.description.models)) {
      const model = new CfnModel(this, name, { restApiId: this.api.restApiId, name, contentType, schema });
      this.models.set(name, Model.fromModelName(this, `${name}Name`, model.ref));
      this.api.latestDeployment?.addToLogicalId({ name, contentType, schema });
    }
  }

  private addGatewayResponses(): void {
    for (const { type, statusCode, headers, template } of this.description.gatewayResponses) {
      this.api.addGatewayResponse(type, {
        type: ResponseType.of(type),
        statusCode: String(statusCode),
        responseHeaders: headers,
        // The content type is a header: by this key the gateway only chooses among several templates.
        templates: { 'application/json': template },
      });
    }
  }

  private addRoutes({ config, notes, tokenAuthorizer, userPool }: RestFrontDoorProps): void {
    const authorizer =
      tokenAuthorizer?.tokenAuthorizer(this.description.identityValidationExpression) ??
      new CognitoUserPoolsAuthorizer(this, 'UserPoolAuthorizer', {
        cognitoUserPools: [userPool],
        resultsCacheTtl: Duration.seconds(config.authorizerTtl),
      });
    const requestValidator = this.api.addRequestValidator('BodyAndParameters', {
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    for (const route of this.description.routes) {
      const method = this.api.root.resourceForPath(route.path).addMethod(
        route.method,
        new LambdaIntegration(notes, {
          allowTestInvoke: false,
          timeout: Duration.millis(this.description.integrationTimeout),
          ...integrationOptions(route.integration),
        }),
        {
          operationName: route.operation,
          requestParameters: route.requestParameters,
          requestValidator,
          ...this.requestModels(route),
          ...methodResponses(route.integration, this.models),
          ...authorization(route, authorizer),
        },
      );
      acknowledgeMethod(method, route);
    }
  }

  private requestModels({ requestModel }: Route): Pick<MethodOptions, 'requestModels'> {
    const model = requestModel && this.models.get(requestModel);
    return model ? { requestModels: { 'application/json': model } } : {};
  }
}

function authorization(
  route: Route,
  authorizer: IAuthorizer,
): Pick<MethodOptions, 'authorizer' | 'authorizationType'> {
  return route.authorized ? { authorizer } : { authorizationType: AuthorizationType.NONE };
}
