import type { Route } from '../rest-api.ts';
import { errorAnswersOf, routes } from './answers.ts';
import { HEADERS } from './headers.ts';
import { OPERATIONS, type OperationWording, TAGS, preflightWording } from './operations.ts';
import { componentParameters, parametersOf } from './parameters.ts';
import { componentResponses, responsesOf } from './responses.ts';
import { componentSchemas, schemaReference } from './schemas.ts';
import type { OpenApiDocument, OpenApiOperation, Server } from './types.ts';

export interface OpenApiOptions {
  /** The only server that is named. By default a deployment and the local harness are, with variables. */
  readonly invokeUrl?: string;
}

/**
 * The HTTP contract as an OpenAPI 3.1 document, made from the zod schemas, the routes and the table of problems.
 */
export function openApiDocument({ invokeUrl }: OpenApiOptions = {}): OpenApiDocument {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Notes API',
      version: '0.1.0',
      summary: 'Notes for teams, each seen by its owner only.',
      description: INTRODUCTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: invokeUrl === undefined ? SERVERS : [{ url: invokeUrl, description: 'This API' }],
    security: [{ accessToken: [] }, { bareAccessToken: [] }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths: Object.fromEntries(
      [...new Set(routes.map(({ path }) => path))].map((path) => [
        path,
        Object.fromEntries(
          routes
            .filter((route) => route.path === path)
            .map((route) => [route.method.toLowerCase(), describeOperation(route)]),
        ),
      ]),
    ),
    components: {
      schemas: componentSchemas(),
      parameters: componentParameters,
      headers: HEADERS,
      responses: componentResponses(),
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

function describeOperation(route: Route): OpenApiOperation {
  const wording =
    route.operation === 'preflight' ? preflightWording(route.path) : OPERATIONS[route.operation];
  const preconditionRequired = errorAnswersOf(route).some(({ code }) => code === 'precondition-required');
  const parameters = parametersOf(route, preconditionRequired);
  return {
    operationId: wording.operationId,
    tags: [wording.tag],
    summary: wording.summary,
    description: wording.description,
    ...(!route.authorized && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...requestBody(wording),
    responses: responsesOf(route, wording),
  };
}

function requestBody({ request }: OperationWording): Pick<OpenApiOperation, 'requestBody'> {
  if (!request) return {};
  const { description, schema, examples } = request;
  const content = { 'application/json': { schema: schemaReference(schema), examples } };
  return { requestBody: { description, required: true, content } };
}

const INTRODUCTION = `Create, read, change and delete notes. Every request carries an access token of the user pool, and every note belongs to its caller.

**Changing safely.** Each state of a note has an \`ETag\`. Send it as \`If-Match\` with a change; 412 says that somebody was faster.

**Retrying safely.** Every operation may be sent again with the same input after a lost answer, 429, 502, 503 or 504. Wait for as long as \`Retry-After\` says. A repeated DELETE needs \`If-Match\`, lest it removes a note that was created again in between.

**Errors** are problem details (RFC 9457). Programs read \`code\`, people \`title\` and \`detail\`. A request that no route takes is answered 403 with the code \`forbidden\`.

**Growing.** Answers may gain members: ignore those that you do not know.`;

const SECURITY_SCHEMES = {
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      "An access token of the Cognito user pool. A deployment with the gateway's own Cognito authorizer takes ID tokens instead.",
  },
  bareAccessToken: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: 'The same token as the whole value of the header, without `Bearer`.',
  },
};

const SERVERS: readonly Server[] = [
  {
    url: 'https://{apiId}.execute-api.{region}.amazonaws.com/{stage}',
    description: 'A deployment on API Gateway',
    variables: {
      apiId: { default: 'a1b2c3d4e5', description: 'The id of the REST API' },
      region: { default: 'us-east-1', description: 'The AWS region' },
      stage: { default: 'prod', description: 'The stage' },
    },
  },
  {
    url: 'http://127.0.0.1:{port}',
    description: 'The whole service on this machine, by `npm start`',
    variables: { port: { default: '3000', description: 'The port of the API' } },
  },
];
