import { PROBLEMS, type ProblemCode, problem } from './problems.ts';

/**
 * VTL of the unproxied integration (S6, S7).
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 *
 * Whatever the caller sent is put in as JSON only: `$input.json` for members of the body (strings already, by the model), and `json()` below
 * for everything else, so no text can end its string or become a directive.
 */

/** What names the caller in the gateway's context, and when the token expires. */
export interface CallerVariables {
  readonly userId: string;
  readonly expiresAt: string;
}

export const CALLER_VARIABLES = {
  lambda: { userId: '$context.authorizer.principalId', expiresAt: '$context.authorizer.exp' },
  cognito: { userId: '$context.authorizer.claims.sub', expiresAt: '$context.authorizer.claims.exp' },
} as const satisfies Record<string, CallerVariables>;

// escapeJavaScript writes ' as \', which JSON does not know.
const json = (expression: string) => `"$util.escapeJavaScript(${expression}).replaceAll("\\\\'","'")"`;

const NOTE_ID = json(`$input.params().path.get('noteid')`);

// Header names keep the case they were sent in. An empty value is handed on too, to be refused: taken for absent, it would make a change
// unconditional that was not meant to be.
const SET_IF_MATCH = `#set($header = $input.params().header)
#foreach($name in $header.keySet())#if($name.equalsIgnoreCase('If-Match'))#set($ifMatch = $name)#end#end
`;

/** What the function is asked for, in the words of its event. */
export type MappedOperation = 'create' | 'read' | 'update' | 'delete' | 'list';

interface Payload {
  /** VTL that goes before the event. */
  readonly set: string;
  readonly payload: string;
}

const PAYLOADS: Readonly<Record<MappedOperation, (userId: string) => Payload>> = {
  create: (userId: string) => ({
    set: '',
    payload: `{"Item": {"userId": ${userId}, "noteId": $input.json('$.noteid'), "note": $input.json('$.note')}}`,
  }),
  read: (userId: string) => ({ set: '', payload: `{"Key": {"userId": ${userId}, "noteId": ${NOTE_ID}}}` }),
  update: (userId: string) => ({
    set: SET_IF_MATCH,
    payload: `{"Key": {"userId": ${userId}, "noteId": ${NOTE_ID}}, "note": $input.json('$.note')#if($ifMatch), "ifMatch": ${json('$header.get($ifMatch)')}#end}`,
  }),
  delete: (userId: string) => ({
    set: SET_IF_MATCH,
    payload: `{"Key": {"userId": ${userId}, "noteId": ${NOTE_ID}}#if($ifMatch), "ifMatch": ${json('$header.get($ifMatch)')}#end}`,
  }),
  list: (userId: string) => ({
    set: `#set($query = $input.params().querystring)
`,
    payload: `{"Key": {"userId": ${userId}}, "query": {#foreach($name in $query.keySet())${json('$name')}: ${json('$query.get($name)')}#if($foreach.hasNext), #end#end}}`,
  }),
};

/** The request template of an operation: the event of S3. */
export function requestTemplate(
  operation: MappedOperation,
  caller: CallerVariables,
  tableName: string,
): string {
  const { set, payload } = PAYLOADS[operation](json(caller.userId));
  return `${set}{
  "operation": "${operation}",
  "payload": ${payload},
  "expiresAt": ${json(caller.expiresAt)},
  "requestId": "$context.requestId",
  "path": ${json('$context.path')},
  "tableName": ${JSON.stringify(tableName)}
}`;
}

/** The body of S7: the message, then the note as the Lambda returned it. */
export const CREATED_TEMPLATE = `{
  "message": "Note created",
  "noteid": $input.json('$.noteid'),
  "note": $input.json('$.note'),
  "createdAt": $input.json('$.createdAt'),
  "updatedAt": $input.json('$.updatedAt'),
  "version": $input.json('$.version')
}`;

export const NOTE_TEMPLATE = CREATED_TEMPLATE.replace('  "message": "Note created",\n', '');

export const LIST_TEMPLATE = `$input.json('$')`;

/** Matches the message of a Lambda error of that code: `[<code>] <detail>`. */
export function selectionPattern(code: ProblemCode): string {
  return `\\[${code}\\][\\s\\S]*`;
}

/** Matches every other message of a Lambda error: a crash, a time-out. Disjoint, because the order of matching is not documented. */
export function otherErrorPattern(codes: readonly ProblemCode[]): string {
  return `(?!\\[(?:${codes.join('|')})\\])[\\s\\S]+`;
}

/** Problem details from a Lambda error. Only a detail that was written for the caller is passed on. */
export function problemTemplate(code: ProblemCode): string {
  const body = problem(code, '$context.requestId');
  if (code !== 'invalid-request') return JSON.stringify(body);
  const detail = json(`$input.path('$.errorMessage').substring(${`[${code}] `.length})`);
  return `{
  "type": "${body.type}",
  "title": "${body.title}",
  "status": ${PROBLEMS[code].status},
  "detail": "${body.detail}",
  "code": "${code}",
  "requestId": "$context.requestId",
  "errors": [{"pointer": "#", "detail": ${detail}}]
}`;
}
