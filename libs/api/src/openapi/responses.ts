import type { MappedOperation } from '../mapping-templates.ts';
import { PROBLEMS, PROBLEM_CONTENT_TYPE, problem } from '../problems.ts';
import type { Route } from '../rest-api.ts';
import { COMMON_HEADERS, ERROR_ANSWERS, type ErrorAnswer, errorAnswersOf, successOf } from './answers.ts';
import { REQUEST_ID } from './examples.ts';
import { PREFLIGHT_HEADERS, headerReferences } from './headers.ts';
import type { OperationWording } from './operations.ts';
import { schemaReference } from './schemas.ts';
import type { Reference, Response } from './types.ts';

/** The error answers by name. */
export function componentResponses(): Readonly<Record<string, Response>> {
  return Object.fromEntries(ERROR_ANSWERS.map((answer) => [answer.name, errorResponse(answer)]));
}

function errorResponse({ status, code, headers }: ErrorAnswer): Response {
  const { title, detail, status: usual } = PROBLEMS[code];
  const errors = code === 'invalid-request' ? [{ pointer: '#/note', detail: 'is required' }] : [];
  return {
    description: `${title}. ${detail}`,
    headers: headerReferences(headers),
    content: {
      [PROBLEM_CONTENT_TYPE]: {
        schema: {
          ...schemaReference('Problem'),
          properties: { code: { const: code }, status: { const: status } },
        },
        examples: {
          [code]: {
            summary: status === usual ? title : `${title}, from the gateway`,
            value: { ...problem(code, REQUEST_ID, { errors }), status },
          },
        },
      },
    },
  };
}

/** Every answer of a route by status. */
export function responsesOf(
  route: Route,
  wording: OperationWording,
): Readonly<Record<string, Response | Reference>> {
  const errors = errorAnswersOf(route).map(({ status, name }): [number, Reference] => [
    status,
    { $ref: `#/components/responses/${name}` },
  ]);
  const responses: [number, Response][] =
    route.operation === 'preflight'
      ? [preflightResponse(wording)]
      : successResponses(route.operation, wording);
  return Object.fromEntries<Response | Reference>([...responses, ...errors]);
}

function successResponses(
  operation: MappedOperation,
  { success, notModified }: OperationWording,
): [number, Response][] {
  const { statusCode, contentType, headers } = successOf(operation);
  const withHeaders = { headers: headerReferences(Object.keys(headers)) };
  const content = success.schema && {
    [contentType]: { schema: schemaReference(success.schema), examples: success.examples },
  };
  return [
    [statusCode, { description: success.description, ...withHeaders, ...(content && { content }) }],
    ...(notModified === undefined
      ? []
      : [[304, { description: notModified, ...withHeaders }] satisfies [number, Response]]),
  ];
}

function preflightResponse({ success }: OperationWording): [number, Response] {
  const headers = headerReferences([...COMMON_HEADERS, ...PREFLIGHT_HEADERS]);
  return [204, { description: success.description, headers }];
}
