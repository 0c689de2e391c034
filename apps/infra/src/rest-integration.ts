import type { Route } from '@notes/api';
import {
  type IModel,
  type LambdaIntegrationOptions,
  type MethodOptions,
  Model,
  PassthroughBehavior,
} from 'aws-cdk-lib/aws-apigateway';

type Integration = Route['integration'];

/** What the integration of a route is told. */
export function integrationOptions(integration: Integration): LambdaIntegrationOptions {
  if (integration.type === 'proxy') return { proxy: true };
  return {
    proxy: false,
    passthroughBehavior: PassthroughBehavior.NEVER,
    requestTemplates: integration.requestTemplates,
    integrationResponses: integration.responses.map((response) => ({
      statusCode: String(response.statusCode),
      ...(response.selectionPattern !== undefined && { selectionPattern: response.selectionPattern }),
      responseParameters: mapKeys(response.headers, methodResponseHeader),
      responseTemplates: { [response.contentType]: response.template },
    })),
  };
}

/** Every status and header that the integration may answer with: API Gateway drops a header that the method does not declare. */
export function methodResponses(
  integration: Integration,
  models: ReadonlyMap<string, IModel>,
): Pick<MethodOptions, 'methodResponses'> {
  if (integration.type === 'proxy') return {};
  return {
    methodResponses: integration.responses.map(({ statusCode, headers, contentType, model }) => ({
      statusCode: String(statusCode),
      responseParameters: Object.fromEntries(
        Object.keys(headers).map((name) => [methodResponseHeader(name), true]),
      ),
      responseModels: { [contentType]: (model && models.get(model)) ?? Model.EMPTY_MODEL },
    })),
  };
}

function methodResponseHeader(name: string): string {
  return `method.response.header.${name}`;
}

function mapKeys(
  record: Readonly<Record<string, string>>,
  change: (key: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [change(key), value]));
}
