import type { Model, ModelName, RestApi } from '@notes/api';
import type { ErrorObject, ValidateFunction } from 'ajv-draft-04';
import ajvDraft04 from 'ajv-draft-04';
import { GatewayError } from './gateway-error.ts';
import { type GatewayRequest, headerOf } from './read-request.ts';
import type { RouteMatch } from './route-table.ts';

/**
 * Checks a request before the function runs.
 * @throws GatewayError `BAD_REQUEST_PARAMETERS` or `BAD_REQUEST_BODY`
 */
export type RequestValidator = (request: GatewayRequest, match: RouteMatch) => void;

/**
 * A validator of required parameters, then of the body against the route's model. A content type other than the model's is not checked.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export function createRequestValidator(models: RestApi['models']): RequestValidator {
  // Unlike the model's author, the gateway does not mind keywords that it does not know.
  // Models are checked against their meta-schema by a test: to compile that would be a tenth of a start of the harness.
  const ajv = new ajvDraft04.default({
    allErrors: true,
    verbose: true,
    strict: false,
    validateSchema: false,
  });
  const compiled = new Map<ModelName, ValidateFunction>(
    Object.values(models).map((model) => [model.name, ajv.compile(model.schema)]),
  );
  return (request, match) => {
    requireParameters(request, match);
    const { requestModel } = match.route;
    if (requestModel === undefined || !isOfModel(request, models[requestModel])) return;
    const validate = compiled.get(requestModel);
    if (validate?.(parseBody(request.body)) === false) throw invalidBody(describe(validate.errors ?? []));
  };
}

/** The media type of the body, without parameters. The service takes a body without a type for JSON. */
export function mediaTypeOf(request: GatewayRequest): string {
  const [type = ''] = (headerOf(request, 'content-type') ?? '').split(';');
  return type.trim().toLowerCase() || 'application/json';
}

function isOfModel(request: GatewayRequest, model: Model): boolean {
  return mediaTypeOf(request) === model.contentType;
}

function requireParameters(request: GatewayRequest, { route, pathParameters }: RouteMatch): void {
  const missing = Object.entries(route.requestParameters)
    .filter(([, required]) => required)
    .map(([location]) => /^method\.request\.(path|querystring|header)\.(.+)$/.exec(location) ?? [])
    .filter(([, place, name = '']) => {
      if (place === 'path') return pathParameters[name] === undefined;
      return place === 'header' ? headerOf(request, name) === undefined : !request.query.has(name);
    })
    .map(([, , name]) => name);
  if (missing.length === 0) return;
  throw new GatewayError('BAD_REQUEST_PARAMETERS', 'required parameters are missing', {
    message: `Missing required request parameters: [${missing.join(', ')}]`,
  });
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body === '' ? '{}' : body);
  } catch {
    throw invalidBody('[request body is not valid JSON]');
  }
}

function invalidBody(validationErrorString: string): GatewayError {
  return new GatewayError('BAD_REQUEST_BODY', 'the body does not fit its model', {
    message: 'Invalid request body',
    validationErrorString,
  });
}

/** All errors in the words of the validator that the service uses (com.github.fge json-schema-validator). */
function describe(errors: readonly ErrorObject[]): string {
  const messages = new Set<string>();
  const required: string[] = [];
  const additional: string[] = [];
  for (const error of errors) {
    if (error.keyword === 'required') required.push(String(error.params['missingProperty']));
    else if (error.keyword === 'additionalProperties')
      additional.push(String(error.params['additionalProperty']));
    else messages.add(messageOf(error));
  }
  return `[${[
    ...(additional.length > 0
      ? [`object instance has properties which are not allowed by the schema: ${list(additional)}`]
      : []),
    ...(required.length > 0 ? [`object has missing required properties (${list(required)})`] : []),
    ...messages,
  ].join(', ')}]`;
}

function messageOf({ keyword, schema, data, message }: ErrorObject): string {
  switch (keyword) {
    case 'type':
      return `instance type (${typeOf(data)}) does not match any allowed primitive type (allowed: ${list([schema].flat())})`;
    case 'enum':
      return `instance value (${JSON.stringify(data)}) not found in enum (possible values: ${list(schema as string[])})`;
    case 'minLength':
      return `string ${JSON.stringify(data)} is too short (length: ${lengthOf(data)}, required minimum: ${String(schema)})`;
    case 'maxLength':
      return `string ${JSON.stringify(data)} is too long (length: ${lengthOf(data)}, maximum allowed: ${String(schema)})`;
    case 'pattern':
      return `ECMA 262 regex ${JSON.stringify(schema)} does not match input string ${JSON.stringify(data)}`;
    default:
      return message ?? keyword;
  }
}

function list(values: readonly unknown[]): string {
  return JSON.stringify(values.toSorted());
}

function typeOf(data: unknown): string {
  if (data === null) return 'null';
  if (Array.isArray(data)) return 'array';
  if (typeof data === 'number') return Number.isInteger(data) ? 'integer' : 'number';
  return typeof data;
}

function lengthOf(data: unknown): number {
  return typeof data === 'string' ? [...data].length : 0;
}
