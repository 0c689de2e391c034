import type { GatewayResponse, RestApi } from '@notes/api';
import type { GatewayError } from './gateway-error.ts';
import { contextVariable, evaluateMapping, textOf } from './mapping-expression.ts';
import { type Reply, isValidHeader } from './reply.ts';

/**
 * One of the gateway's own answers.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 *
 * The template is not VTL: `$context` variables are put in, nothing else. Their text is escaped for the JSON string that it stands in, and
 * a variable that is not there leaves nothing.
 *
 * @param context `$context`, as far as the request got
 */
export function gatewayReply(
  api: Pick<RestApi, 'gatewayResponses'>,
  error: GatewayError,
  context: Readonly<Record<string, unknown>>,
): Reply {
  const { type, publicMessage, validationErrorString } = error;
  const full = {
    ...context,
    error: {
      message: publicMessage,
      messageString: JSON.stringify(publicMessage ?? null),
      validationErrorString: validationErrorString ?? publicMessage,
      responseType: type,
    },
  };
  const response = responseOf(api, error);
  return {
    statusCode: response.statusCode,
    headers: { 'Content-Type': response.contentType, ...mapHeaders(response, full) },
    body: substitute(response.template, full),
  };
}

function responseOf(api: Pick<RestApi, 'gatewayResponses'>, { type }: GatewayError): GatewayResponse {
  const response = api.gatewayResponses.find((candidate) => candidate.type === type);
  if (response === undefined) throw new Error(`the API describes no gateway response ${type}`);
  return response;
}

function mapHeaders(
  { headers }: GatewayResponse,
  context: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const mapped: Record<string, string> = {};
  for (const [name, expression] of Object.entries(headers)) {
    const value = evaluateMapping(expression, { context });
    if (value !== undefined && isValidHeader(name, value)) mapped[name] = value;
  }
  return mapped;
}

function substitute(template: string, context: Readonly<Record<string, unknown>>): string {
  return template.replaceAll(/\$context\.(\w+(?:\.[\w-]+)*)/g, (_, name: string) => {
    const text = textOf(contextVariable(context, name)) ?? '';
    // The one variable that brings its own quotes.
    return name === 'error.messageString' ? text : JSON.stringify(text).slice(1, -1);
  });
}
