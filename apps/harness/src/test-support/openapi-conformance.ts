import {
  type Header,
  type MediaType,
  type OpenApiDocument,
  type OpenApiOperation,
  PROBLEM_CONTENT_TYPE,
  type Parameter,
  type Response,
} from '@notes/api';
import type { ProxiedAnswer, ProxiedRequest } from './faults/fault-proxy.ts';
import { OpenApiSchemas } from './openapi-schemas.ts';

export interface Findings {
  /** The operation and the status, such as `getNote 304`; absent when the document has no such route. */
  readonly answered?: string;
  /** Why the exchange is not as the document has it; empty when it is. */
  readonly problems: readonly string[];
}

/**
 * Makes the comparison of exchanges with an OpenAPI document:
 *
 * - a request that it does not allow is not answered with success, nor with 304
 * - each answer's status, headers, content type and body are those of the operation
 * - what is no operation of it is answered with problem details
 */
export function createConformance(
  document: OpenApiDocument,
): (request: ProxiedRequest, answer: ProxiedAnswer) => Findings {
  const schemas = new OpenApiSchemas(document);
  const problem = schemas.check({ $ref: '#/components/schemas/Problem' });

  function compare(request: ProxiedRequest, answer: ProxiedAnswer): Findings {
    const matched = matchOperation(document, request);
    if (!matched) return { problems: checkUndocumented(answer) };
    const { operation, pathParameters } = matched;
    const refused = checkRequest(operation, request, pathParameters);
    const succeeded = answer.status < 400;
    return {
      answered: `${operation.operationId} ${answer.status}`,
      problems: [
        ...(succeeded ? refused.map((reason) => `answered ${answer.status} although ${reason}`) : []),
        ...checkAnswer(operation, answer),
      ],
    };
  }

  function checkRequest(
    operation: OpenApiOperation,
    request: ProxiedRequest,
    path: Readonly<Record<string, string>>,
  ): string[] {
    const parameters = (operation.parameters ?? []).map((each) => schemas.resolve<Parameter>(each));
    const query = [...new URLSearchParams(request.path.split('?')[1])];
    const values = { path, query: Object.fromEntries(query), header: headersOf(request) };
    const names = parameters.filter((each) => each.in === 'query').map(({ name }) => name);
    return [
      ...checkSecurity(operation, request),
      ...query
        .filter(
          ([name], index) => !names.includes(name) || query.findIndex(([other]) => other === name) < index,
        )
        .map(([name]) => `the parameter ${name} is unknown or repeated`),
      ...parameters.flatMap((parameter) =>
        checkText(parameter, values[parameter.in][keyOf(parameter)], `the parameter ${parameter.name}`),
      ),
      ...checkRequestBody(operation, request),
    ];
  }

  function checkSecurity(operation: OpenApiOperation, request: ProxiedRequest): string[] {
    const alternatives = operation.security ?? document.security;
    const credentials = request.lines.filter(([name]) => name.toLowerCase() === 'authorization');
    const value = credentials[0]?.[1] ?? '';
    const satisfied = alternatives.some((alternative) =>
      Object.keys(alternative).every((name) =>
        document.components.securitySchemes[name]?.['scheme'] === 'bearer'
          ? /^bearer +\S+$/i.test(value)
          : /^\S+$/.test(value),
      ),
    );
    if (alternatives.length === 0 || (satisfied && credentials.length === 1)) return [];
    return ['it does not authenticate as any security scheme has it'];
  }

  function checkRequestBody({ requestBody }: OpenApiOperation, request: ProxiedRequest): string[] {
    if (!requestBody) return [];
    // A body without a content type is taken for JSON.
    const contentType = request.header('content-type') ?? 'application/json';
    return checkContent(requestBody.content, contentType, request.body, 'the body');
  }

  function checkAnswer(operation: OpenApiOperation, answer: ProxiedAnswer): string[] {
    const documented = operation.responses[answer.status];
    if (!documented) return [`the status ${answer.status} is not documented`];
    const { headers, content } = schemas.resolve<Response>(documented);
    const values = headersOf(answer);
    return [
      ...Object.entries(headers).flatMap(([name, header]) =>
        checkText(schemas.resolve<Header>(header), values[name.toLowerCase()], `the header ${name}`),
      ),
      ...(content
        ? checkContent(content, answer.header('content-type'), answer.body, 'the body')
        : checkEmpty(answer)),
    ];
  }

  function checkContent(
    content: Readonly<Record<string, MediaType>>,
    contentType: string | undefined,
    body: string,
    place: string,
  ): string[] {
    const mediaType = content[essence(contentType)];
    if (!mediaType) return [`the content type ${contentType} of ${place} is not documented`];
    return checkJson(schemas.check(mediaType.schema), body, place);
  }

  function checkText(
    { required, schema }: Pick<Parameter, 'required' | 'schema'>,
    text: string | undefined,
    place: string,
  ): string[] {
    if (text === undefined) return required ? [`${place} is missing`] : [];
    const value = schema['type'] === 'integer' && /^-?\d+$/.test(text) ? Number(text) : text;
    return schemas
      .check(schema)(value)
      .map((message) => `${place} ${message}`);
  }

  function checkUndocumented(answer: ProxiedAnswer): string[] {
    if (essence(answer.header('content-type')) !== PROBLEM_CONTENT_TYPE) {
      return [`there is no such operation, and the answer ${answer.status} is no problem`];
    }
    return [problem, schemas.check({ properties: { status: { const: answer.status } } })].flatMap((check) =>
      checkJson(check, answer.body, 'the problem'),
    );
  }

  return compare;
}

function checkJson(check: (value: unknown) => readonly string[], text: string, place: string): string[] {
  try {
    return check(JSON.parse(text)).map((message) => `${place} ${message}`);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [`${place} is not JSON`];
  }
}

function checkEmpty({ body }: ProxiedAnswer): string[] {
  return body === '' ? [] : ['there is a body'];
}

function matchOperation(
  { paths }: OpenApiDocument,
  { method, path }: ProxiedRequest,
): { operation: OpenApiOperation; pathParameters: Record<string, string> } | undefined {
  const [pathname = ''] = path.split('?');
  for (const [template, item] of Object.entries(paths)) {
    const pattern = new RegExp(`^${template.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const match = pattern.exec(pathname);
    const operation = item[method.toLowerCase() as keyof typeof item];
    if (!match || !operation) continue;
    const pathParameters = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decode(value)]);
    return { operation, pathParameters: Object.fromEntries(pathParameters) };
  }
  return undefined;
}

/** Broken percent-encoding stays as it is: no pattern of a parameter allows it. */
function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** By name in lower case; the lines of one name are joined (RFC 9110, section 5.3). */
function headersOf({ lines }: Pick<ProxiedRequest, 'lines'>): Record<string, string> {
  return Object.fromEntries(new Headers(lines.map(([name, value]): [string, string] => [name, value])));
}

function keyOf({ name, in: place }: Parameter): string {
  return place === 'header' ? name.toLowerCase() : name;
}

function essence(contentType = ''): string {
  return contentType.split(';')[0]?.trim().toLowerCase() ?? '';
}
