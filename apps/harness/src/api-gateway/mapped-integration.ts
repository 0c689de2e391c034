import type { IntegrationResponse, MappedIntegration } from '@notes/api';
import { GatewayError } from './gateway-error.ts';
import type { Invocation } from './lambda.ts';
import { type TemplateInput, type TemplateParameters, renderTemplate } from './mapping-templates.ts';
import { evaluateMapping } from './mapping-expression.ts';
import { forwardedHeaders } from './proxy-event.ts';
import { integrationTimeout } from './proxy-integration.ts';
import { type Reply, isValidHeader } from './reply.ts';
import { type Exchange, requestContext } from './request-context.ts';
import { mediaTypeOf } from './request-validation.ts';

/**
 * The event of a Lambda integration that is not a proxy: what the request template makes of the request. JSON.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
 *
 * @throws GatewayError `UNSUPPORTED_MEDIA_TYPE` without a template for the content type; `API_CONFIGURATION_ERROR` when the template
 * fails; `DEFAULT_4XX` (400) when the outcome is no JSON, as the Lambda service refuses it
 */
export function mappedEvent(exchange: Exchange, integration: MappedIntegration): string {
  const templates: Readonly<Record<string, string>> = integration.requestTemplates;
  const mediaType = mediaTypeOf(exchange.request);
  const template = Object.hasOwn(templates, mediaType) ? templates[mediaType] : undefined;
  if (template === undefined) {
    throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', 'no template for the content type', {
      message: 'Unsupported Media Type',
    });
  }
  const event = renderOrFail(template, templateInput(exchange, exchange.request.body));
  try {
    JSON.parse(event);
  } catch {
    throw new GatewayError('DEFAULT_4XX', 'the request template made no JSON', {
      message: 'Could not parse request body into json',
    });
  }
  return event;
}

/**
 * The answer of that integration.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
 *
 * @throws GatewayError `INTEGRATION_TIMEOUT`; `API_CONFIGURATION_ERROR` when no response is described for the outcome, or its template fails
 */
export function mappedReply(
  exchange: Exchange,
  integration: MappedIntegration,
  invocation: Invocation,
): Reply {
  if (invocation.outcome === 'gave-up') throw integrationTimeout();
  const errorMessage = invocation.outcome === 'failed' ? invocation.error.errorMessage : '';
  const payload = invocation.outcome === 'failed' ? JSON.stringify(invocation.error) : invocation.payload;
  const response = selectResponse(integration.responses, errorMessage);
  return {
    statusCode: response.statusCode,
    headers: { 'Content-Type': response.contentType, ...mapHeaders(exchange, response, payload) },
    body: renderOrFail(response.template, templateInput(exchange, payload)),
  };
}

/** A pattern must match the whole message. Without a message, or without a match, the response without a pattern is taken. */
function selectResponse(
  responses: readonly IntegrationResponse[],
  errorMessage: string,
): IntegrationResponse {
  const response =
    responses.find(
      ({ selectionPattern }) =>
        errorMessage !== '' &&
        selectionPattern !== undefined &&
        new RegExp(`^(?:${selectionPattern})$`).test(errorMessage),
    ) ?? responses.find(({ selectionPattern }) => selectionPattern === undefined);
  if (response === undefined) throw configurationError('no integration response for the outcome');
  return response;
}

function mapHeaders(
  exchange: Exchange,
  { headers }: IntegrationResponse,
  payload: string,
): Record<string, string> {
  const sources = { context: requestContext(exchange), body: JSON.parse(payload) as unknown };
  const mapped: Record<string, string> = {};
  for (const [name, expression] of Object.entries(headers)) {
    const value = evaluateMapping(expression, sources);
    if (value === undefined) continue;
    if (!isValidHeader(name, value)) throw configurationError(`header ${name} would not be valid HTTP`);
    mapped[name] = value;
  }
  return mapped;
}

function templateInput(exchange: Exchange, body: string): TemplateInput {
  return { body, parameters: parametersOf(exchange), context: requestContext(exchange) };
}

/** Decoded, the last value of a repeated one. */
function parametersOf({ request, match }: Exchange): TemplateParameters {
  const lastOfEach = (fields: ReadonlyMap<string, readonly string[]>): Record<string, string> =>
    Object.fromEntries([...fields].map(([name, values]) => [name, values.at(-1) ?? '']));
  return {
    path: match.pathParameters,
    querystring: lastOfEach(request.query),
    header: lastOfEach(forwardedHeaders(request)),
  };
}

function renderOrFail(template: string, input: TemplateInput): string {
  try {
    return renderTemplate(template, input);
  } catch (cause) {
    // The cause may quote the text that the template worked on; it stays out of the message, and so out of the log.
    throw configurationError('a mapping template failed', cause);
  }
}

function configurationError(reason: string, cause?: unknown): GatewayError {
  return new GatewayError('API_CONFIGURATION_ERROR', reason, { cause, message: 'Internal server error' });
}
