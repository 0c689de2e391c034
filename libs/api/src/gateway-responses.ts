import {
  PROBLEMS,
  PROBLEM_CONTENT_TYPE,
  type ProblemCode,
  type ProblemError,
  type ProblemType,
  problem,
} from './problems.ts';

/** The gateway's own answers that this API words. */
export type GatewayResponseType =
  | 'ACCESS_DENIED'
  | 'API_CONFIGURATION_ERROR'
  | 'AUTHORIZER_CONFIGURATION_ERROR'
  | 'AUTHORIZER_FAILURE'
  | 'BAD_REQUEST_BODY'
  | 'BAD_REQUEST_PARAMETERS'
  | 'DEFAULT_4XX'
  | 'DEFAULT_5XX'
  | 'EXPIRED_TOKEN'
  | 'INTEGRATION_FAILURE'
  | 'INTEGRATION_TIMEOUT'
  | 'INVALID_SIGNATURE'
  | 'MISSING_AUTHENTICATION_TOKEN'
  | 'QUOTA_EXCEEDED'
  | 'REQUEST_TOO_LARGE'
  | 'RESOURCE_NOT_FOUND'
  | 'THROTTLED'
  | 'UNAUTHORIZED'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'WAF_FILTERED';

/**
 * One gateway response.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export interface GatewayResponse {
  readonly type: GatewayResponseType;
  readonly statusCode: number;
  /** Header name to mapping expression: `'a static value'` in single quotes, or `context.<variable>`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: typeof PROBLEM_CONTENT_TYPE;
  /** Not VTL: only `$context` variables are put in. */
  readonly template: string;
}

interface Wording {
  readonly code: ProblemCode;
  /** Where the gateway's status is another than the code's. */
  readonly status?: number;
  readonly detail?: string;
  readonly errors?: readonly ProblemError[];
}

const VALIDATION = '$context.error.validationErrorString';

const WORDINGS: Readonly<Record<GatewayResponseType, Wording>> = {
  ACCESS_DENIED: { code: 'forbidden', detail: 'The token does not allow this.' },
  API_CONFIGURATION_ERROR: { code: 'internal' },
  AUTHORIZER_CONFIGURATION_ERROR: { code: 'internal' },
  AUTHORIZER_FAILURE: { code: 'internal' },
  BAD_REQUEST_BODY: { code: 'invalid-request', errors: [{ pointer: '#', detail: VALIDATION }] },
  BAD_REQUEST_PARAMETERS: { code: 'invalid-request', errors: [{ pointer: '#', detail: VALIDATION }] },
  DEFAULT_4XX: { code: 'invalid-request' },
  DEFAULT_5XX: { code: 'internal' },
  EXPIRED_TOKEN: { code: 'unauthorized' },
  INTEGRATION_FAILURE: { code: 'internal', status: 502 },
  INTEGRATION_TIMEOUT: { code: 'unavailable', status: 504 },
  INVALID_SIGNATURE: { code: 'unauthorized' },
  MISSING_AUTHENTICATION_TOKEN: { code: 'forbidden', detail: 'There is no such route.' },
  QUOTA_EXCEEDED: { code: 'too-many-requests' },
  REQUEST_TOO_LARGE: { code: 'note-too-large' },
  RESOURCE_NOT_FOUND: { code: 'forbidden', detail: 'There is no such route.' },
  THROTTLED: { code: 'too-many-requests' },
  UNAUTHORIZED: { code: 'unauthorized' },
  UNSUPPORTED_MEDIA_TYPE: { code: 'unsupported-media-type' },
  WAF_FILTERED: { code: 'forbidden', detail: 'The request was refused.' },
};

/** The gateway's own errors, worded as this API's problem details. */
export function gatewayResponses(headers: Readonly<Record<string, string>>): readonly GatewayResponse[] {
  return Object.entries(WORDINGS).map(([type, { code, status = PROBLEMS[code].status, ...wording }]) => ({
    type: type as GatewayResponseType,
    statusCode: status,
    headers: { ...headers, ...problemHeaders(code) },
    contentType: PROBLEM_CONTENT_TYPE,
    template: JSON.stringify({ ...problem(code, '$context.requestId', wording), status }),
  }));
}

/** The headers of a problem's answer as mapping expressions. */
export function problemHeaders(code: ProblemCode): Record<string, string> {
  const { headers = {} }: ProblemType = PROBLEMS[code];
  return Object.fromEntries(
    Object.entries({ ...headers, 'Content-Type': PROBLEM_CONTENT_TYPE }).map(([name, value]) => [
      name,
      `'${value}'`,
    ]),
  );
}
