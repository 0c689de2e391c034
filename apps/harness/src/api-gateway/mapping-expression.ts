import { evaluateJsonPath } from './json-path.ts';

/** What mapping expressions may name. */
export interface MappingSources {
  readonly context: Readonly<Record<string, unknown>>;
  /** The function's result, in an integration response. */
  readonly body?: unknown;
}

/**
 * Evaluates a mapping expression: `'static'`, `context.<variable>` or `integration.response.body.<JSON path>`. Undefined when there is
 * nothing of that name; the header is then left out.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping.html
 *
 * @throws Error for an expression of another form
 */
export function evaluateMapping(expression: string, { context, body }: MappingSources): string | undefined {
  const literal = /^'([\s\S]*)'$/.exec(expression)?.[1];
  if (literal !== undefined) return literal;
  const variable = /^context\.(.+)$/.exec(expression)?.[1];
  if (variable !== undefined) return textOf(contextVariable(context, variable));
  const path = /^integration\.response\.body\.(.+)$/.exec(expression)?.[1];
  if (path !== undefined) return textOf(evaluateJsonPath(body, `$.${path}`));
  throw new Error(`unsupported mapping expression: ${expression}`);
}

/** A variable of `$context`, by its dotted name without `context`. */
export function contextVariable(context: Readonly<Record<string, unknown>>, name: string): unknown {
  let value: unknown = context;
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

/** How a value is written where text is expected. */
export function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
