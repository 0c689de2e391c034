import { type GatewayResponse, type GatewayResponseType, problemHeaders } from '../gateway-responses.ts';
import { PROBLEMS, type ProblemCode } from '../problems.ts';
import { type IntegrationResponse, type Route, describeRestApi } from '../rest-api.ts';

/** The description that names every answer: a proxied function answers the same, and 304 besides. */
const api = describeRestApi({
  authorizer: 'lambda',
  integration: 'mapped',
  tableName: 'Notes',
  allowedOrigins: ['https://notes.example'],
});

export const { routes } = api;

/** An error answer. There is one for each status. */
export interface ErrorAnswer {
  /** In Pascal case. */
  readonly name: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly headers: readonly string[];
}

/** What every answer carries. */
export const COMMON_HEADERS: readonly string[] = Object.keys(successOf('list').headers);

/** The error answers of the API by status: each code with its own, and what the gateway answers with another. */
export const ERROR_ANSWERS: readonly ErrorAnswer[] = [
  ...new Map(
    [
      ...api.gatewayResponses.map((response) =>
        errorAnswer(response.type, response.statusCode, codeOf(response)),
      ),
      ...Object.entries(PROBLEMS).map(([code, { status }]) => errorAnswer(code, status, code as ProblemCode)),
    ].map((answer) => [answer.status, answer]),
  ).values(),
].toSorted((one, other) => one.status - other.status);

function errorAnswer(name: string, status: number, code: ProblemCode): ErrorAnswer {
  const headers = [...COMMON_HEADERS, ...Object.keys(problemHeaders(code))];
  return { name: pascalCase(name), status, code, headers: headers.filter((each) => each !== 'Content-Type') };
}

function codeOf({ template }: GatewayResponse): ProblemCode {
  return (JSON.parse(template) as { code: ProblemCode }).code;
}

/** `note-not-found` and `INTEGRATION_FAILURE` to `NoteNotFound` and `IntegrationFailure`. */
function pascalCase(name: string): string {
  return name.toLowerCase().replaceAll(/(?:^|[-_])(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The answer of a mapped route that succeeds. */
export function successOf(operation: Route['operation']): IntegrationResponse {
  const integration = routes.find((route) => route.operation === operation)?.integration;
  const success =
    integration?.type === 'mapped' &&
    integration.responses.find(({ selectionPattern }) => selectionPattern === undefined);
  if (!success) throw new Error(`The route ${operation} is not mapped.`);
  return success;
}

/** What only a request with a body can be answered, and what only an authorizer leads to. */
const ABOUT_BODIES: readonly GatewayResponseType[] = ['REQUEST_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'];
const ABOUT_CALLERS: readonly GatewayResponseType[] = ['EXPIRED_TOKEN', 'INVALID_SIGNATURE', 'UNAUTHORIZED'];

/** A route's error answers, the gateway's own among them. */
export function errorAnswersOf({ integration, requestModel, authorized }: Route): ErrorAnswer[] {
  const cannotBe = [...(requestModel ? [] : ABOUT_BODIES), ...(authorized ? [] : ABOUT_CALLERS)];
  const statuses = [
    ...(integration.type === 'mapped' ? integration.responses : []),
    ...api.gatewayResponses.filter(({ type }) => !cannotBe.includes(type)),
  ].map(({ statusCode }) => statusCode);
  return ERROR_ANSWERS.filter(({ status }) => statuses.includes(status));
}
