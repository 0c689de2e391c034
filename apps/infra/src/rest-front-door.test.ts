import { describeRestApi } from '@notes/api';
import { type Deployment, deploy } from './test-support/deployments.ts';

interface Method {
  readonly OperationName: string;
  readonly RequestParameters?: Readonly<Record<string, boolean>>;
  readonly RequestModels?: Readonly<Record<string, { readonly Ref: string }>>;
  readonly RequestValidatorId: unknown;
  readonly MethodResponses?: readonly {
    readonly StatusCode: string;
    readonly ResponseParameters: object;
    readonly ResponseModels: Readonly<Record<string, unknown>>;
  }[];
  readonly Integration: {
    readonly Type: string;
    readonly TimeoutInMillis: number;
    readonly PassthroughBehavior?: string;
    readonly RequestTemplates?: unknown;
    readonly IntegrationResponses?: readonly {
      readonly StatusCode: string;
      readonly SelectionPattern?: string;
      readonly ResponseParameters: Readonly<Record<string, string>>;
      readonly ResponseTemplates: unknown;
    }[];
  };
}

const methodsOf = ({ ofType }: Deployment) =>
  ofType('AWS::ApiGateway::Method').map(({ Properties }) => Properties as unknown as Method);

const ORIGINS = ['https://notes.example.com', 'https://other.example.com'];

describe('the REST API', () => {
  const deployment = deploy({ web: false, allowedOrigins: ORIGINS, authorizerTtl: 5 });
  const description = describeRestApi({
    authorizer: 'lambda',
    integration: 'proxy',
    tableName: 'Notes',
    allowedOrigins: ORIGINS,
  });

  it('is named, throttled, traced and logged without what was sent', () => {
    expect(deployment.ofType('AWS::ApiGateway::RestApi')[0]?.Properties).toMatchObject({
      Name: 'NotesService',
      EndpointConfiguration: { Types: ['REGIONAL'] },
    });
    expect(deployment.ofType('AWS::ApiGateway::Stage')[0]?.Properties).toMatchObject({
      StageName: 'prod',
      TracingEnabled: true,
      MethodSettings: [
        {
          HttpMethod: '*',
          ResourcePath: '/*',
          LoggingLevel: 'ERROR',
          DataTraceEnabled: false,
          ThrottlingRateLimit: 100,
          ThrottlingBurstLimit: 200,
        },
      ],
    });
  });

  it('asks the authorizer only about what looks like a token, and keeps its answer as long as it was told', () => {
    expect(deployment.ofType('AWS::ApiGateway::Authorizer')[0]?.Properties).toMatchObject({
      IdentityValidationExpression: description.identityValidationExpression,
      AuthorizerResultTtlInSeconds: 5,
    });
  });

  it('validates body and parameters on every route', () => {
    const [[id] = []] = Object.entries(deployment.api.findResources('AWS::ApiGateway::RequestValidator'));
    deployment.api.hasResourceProperties('AWS::ApiGateway::RequestValidator', {
      ValidateRequestBody: true,
      ValidateRequestParameters: true,
    });
    for (const method of methodsOf(deployment)) expect(method.RequestValidatorId).toEqual({ Ref: id });
  });

  it('words its own errors as described', () => {
    const responses = deployment
      .ofType('AWS::ApiGateway::GatewayResponse')
      .map(({ Properties }) => Properties);
    expect(responses).toHaveLength(description.gatewayResponses.length);
    for (const { type, statusCode, headers, template } of description.gatewayResponses) {
      expect(responses.find((each) => each['ResponseType'] === type)).toMatchObject({
        StatusCode: String(statusCode),
        ResponseParameters: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [`gatewayresponse.header.${name}`, value]),
        ),
        ResponseTemplates: { 'application/json': template },
      });
    }
    expect(JSON.stringify(responses)).toContain(`'https://notes.example.com'`);
  });

  it('hands whole requests to the function, within the time-out that is described', () => {
    for (const { Integration } of methodsOf(deployment)) {
      expect(Integration).toMatchObject({
        Type: 'AWS_PROXY',
        TimeoutInMillis: description.integrationTimeout,
      });
    }
  });

  it('has a role for its logs, which stays, before its stage', () => {
    const [account] = deployment.ofType('AWS::ApiGateway::Account');
    expect(account?.DeletionPolicy).toBe('Retain');
    const [stage] = Object.values(deployment.api.findResources('AWS::ApiGateway::Stage'));
    expect(JSON.stringify(stage?.['DependsOn'])).toMatch(/Account.*ExecutionLogs|ExecutionLogs.*Account/);
    expect(deploy({ web: false, accountLogRole: false }).ofType('AWS::ApiGateway::Account')).toEqual([]);
  });

  it('has a name of its own in every deployment', () => {
    expect(
      deploy({ web: false, prefix: 'Staging' }).ofType('AWS::ApiGateway::RestApi')[0]?.Properties['Name'],
    ).toBe('Staging-NotesService');
  });

  it('has a web ACL and a domain of its own when asked to', () => {
    const { ofType, api } = deploy({
      web: false,
      waf: true,
      wafRateLimit: 500,
      domainName: 'api.example.com',
      certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/a1b2',
    });
    expect(ofType('AWS::WAFv2::WebACL')[0]?.Properties).toMatchObject({
      Rules: [{ Statement: { RateBasedStatement: { Limit: 500, AggregateKeyType: 'IP' } } }],
    });
    expect(ofType('AWS::WAFv2::WebACLAssociation')).toHaveLength(1);
    expect(ofType('AWS::ApiGateway::DomainName')[0]?.Properties).toMatchObject({
      DomainName: 'api.example.com',
      SecurityPolicy: 'TLS_1_2',
    });
    expect(ofType('AWS::Route53::RecordSet')).toEqual([]);
    api.hasOutput('InvokeUrl', { Value: 'https://api.example.com' });
  });
});

describe.each(['lambda', 'cognito'] as const)('the REST API with mapping templates, %s', (authorizer) => {
  const deployment = deploy({
    web: false,
    authorizer,
    integration: 'mapped',
    allowedOrigins: ORIGINS,
    prefix: 'Staging',
  });
  const { routes, models } = describeRestApi({
    authorizer,
    integration: 'mapped',
    tableName: 'Staging',
    allowedOrigins: ORIGINS,
  });

  it('has the models', () => {
    for (const { name, schema } of Object.values(models)) {
      deployment.api.hasResourceProperties('AWS::ApiGateway::Model', { Name: name, Schema: schema });
    }
  });

  it.each(routes.filter(({ integration }) => integration.type === 'mapped'))(
    'maps $operation as described',
    ({ operation, requestParameters, requestModel, integration }) => {
      if (integration.type !== 'mapped') throw new Error('It is not mapped.');
      const method = methodsOf(deployment).find(({ OperationName }) => OperationName === operation);
      expect(method?.Integration).toMatchObject({
        Type: 'AWS',
        PassthroughBehavior: 'NEVER',
        RequestTemplates: integration.requestTemplates,
      });
      expect(
        method?.Integration.IntegrationResponses?.map((response) => ({
          statusCode: Number(response.StatusCode),
          selectionPattern: response.SelectionPattern,
          headers: response.ResponseParameters,
          templates: response.ResponseTemplates,
        })),
      ).toEqual(
        integration.responses.map(({ statusCode, selectionPattern, headers, contentType, template }) => ({
          statusCode,
          selectionPattern,
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, value]),
          ),
          templates: { [contentType]: template },
        })),
      );
      expect(method?.RequestParameters ?? {}).toEqual(requestParameters);
      const model = method?.RequestModels?.['application/json']?.Ref;
      expect(requestModel === undefined ? model === undefined : model?.includes(requestModel)).toBe(true);
    },
  );

  it('declares every status and header that it maps', () => {
    for (const { Integration, MethodResponses = [] } of methodsOf(deployment)) {
      for (const { StatusCode, ResponseParameters } of Integration.IntegrationResponses ?? []) {
        const declared = MethodResponses.find((each) => each.StatusCode === StatusCode);
        expect(Object.keys(declared?.ResponseParameters ?? {}).sort()).toEqual(
          Object.keys(ResponseParameters).sort(),
        );
      }
    }
    const create = methodsOf(deployment).find(({ OperationName }) => OperationName === 'create');
    const created = create?.MethodResponses?.find(({ StatusCode }) => StatusCode === '201');
    expect(created?.ResponseModels).toEqual({
      'application/json': { Ref: expect.stringContaining('Success') },
    });
  });

  it('lets the function answer preflights itself', () => {
    const preflights = methodsOf(deployment).filter(({ OperationName }) => OperationName === 'preflight');
    expect(preflights.map(({ Integration }) => Integration.Type)).toEqual(['AWS_PROXY', 'AWS_PROXY']);
  });
});
