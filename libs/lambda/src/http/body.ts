import { isUtf8 } from 'node:buffer';
import { StrictJsonError, parseStrictJson } from '@notes/strict-json';
import type * as z from 'zod/mini';
import { check } from './check.ts';
import { RequestError, fragment, invalid } from './problem-error.ts';
import type { HttpRequest } from './request.ts';

const JSON_MEDIA_TYPE = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/**
 * The request's body as the schema describes it. A body without a content type is taken for JSON, as API Gateway does.
 * @throws RequestError `unsupported-media-type`; `invalid-request` naming each member that is wrong.
 */
export function jsonBody<Schema extends z.ZodMiniType>(
  request: HttpRequest,
  schema: Schema,
): z.infer<Schema> {
  const types = request.headers.get('content-type') ?? ['application/json'];
  if (types.length !== 1 || !JSON_MEDIA_TYPE.test(types[0] ?? ''))
    throw new RequestError('unsupported-media-type');
  return check(parse(bodyText(request)), schema);
}

function bodyText({ body }: HttpRequest): string {
  if (body === undefined) throw invalid('#', 'a JSON object is required');
  if (typeof body === 'string') return body;
  if (!isUtf8(body)) throw invalid('#', 'must be UTF-8');
  return body.toString();
}

const DETAILS: Readonly<Record<StrictJsonError['problem'], string>> = {
  syntax: 'is not valid JSON',
  'duplicate-member': 'appears twice',
  'forbidden-member': 'is not allowed',
  'too-deep': 'is nested too deeply',
};

function parse(text: string): unknown {
  try {
    return parseStrictJson(text);
  } catch (error) {
    if (error instanceof StrictJsonError) throw invalid(fragment(error.pointer), DETAILS[error.problem]);
    throw error;
  }
}
