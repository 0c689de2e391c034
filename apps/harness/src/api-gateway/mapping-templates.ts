import { render } from 'velocityjs';
import { callJavaMethod } from './java-methods.ts';
import { evaluateJsonPath } from './json-path.ts';

/** What `$input.params()` returns. */
export interface TemplateParameters {
  readonly path: Readonly<Record<string, string>>;
  readonly querystring: Readonly<Record<string, string>>;
  readonly header: Readonly<Record<string, string>>;
}

/** What a mapping template works on. */
export interface TemplateInput {
  /** `$input.body`: the request's body, or the function's result. JSON. */
  readonly body: string;
  readonly parameters: TemplateParameters;
  /** `$context` */
  readonly context: Readonly<Record<string, unknown>>;
}

/**
 * Renders a mapping template.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 *
 * @throws Error when the template cannot be rendered: a body that is no JSON, an unsupported JSONPath or method
 */
export function renderTemplate(template: string, { body, parameters, context }: TemplateInput): string {
  const input = inputVariable(body, parameters);
  const util = utilVariable();
  return render(template, { input, util, context: { ...context }, stageVariables: {} }, undefined, {
    customMethodHandlers: [
      {
        uid: 'java',
        match: ({ context: value }) => value !== input && value !== util,
        resolve: ({ context: value, property, params }) => callJavaMethod(value, property, params),
      },
    ],
  });
}

/** `$input`. Its text goes into the result as it is: velocityjs does not look for directives in it. */
function inputVariable(body: string, parameters: TemplateParameters): Record<string, unknown> {
  const at = (path: string): unknown => evaluateJsonPath(JSON.parse(body === '' ? '{}' : body), path);
  return {
    body: body === '' ? '{}' : body,
    // What is not there is an empty string, in the service too.
    json: (path: string) => JSON.stringify(at(path) === undefined ? '' : at(path)),
    path: (path: string) => at(path) ?? '',
    params: (name?: string) => (name === undefined ? { ...parameters } : findParameter(parameters, name)),
  };
}

function findParameter({ path, querystring, header }: TemplateParameters, name: string): string {
  return [path, querystring, header].find((source) => Object.hasOwn(source, name))?.[name] ?? '';
}

/** `$util` */
function utilVariable(): Record<string, unknown> {
  return {
    escapeJavaScript: (value: unknown) => escapeJavaScript(textOf(value)),
    parseJson: (text: unknown): unknown => JSON.parse(textOf(text)),
    // The form encoding of the URL standard is what Java's URLEncoder and URLDecoder do.
    urlEncode: (text: unknown) => new URLSearchParams([['', textOf(text)]]).toString().slice(1),
    urlDecode: (text: unknown) => decodeURIComponent(textOf(text).replaceAll('+', ' ')),
    base64Encode: (text: unknown) => Buffer.from(textOf(text), 'utf8').toString('base64'),
    base64Decode: (text: unknown) => Buffer.from(textOf(text), 'base64').toString('utf8'),
  };
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\n': '\\n',
  '\t': '\\t',
  '\f': '\\f',
  '\r': '\\r',
};

/** By the rules of StringEscapeUtils.escapeJavaScript of Apache Commons Lang 2, UTF-16 unit by unit. `'` becomes `\'`, which is not JSON. */
function escapeJavaScript(text: string): string {
  return text.replaceAll(/[^\x20-\x7f]|['"\\/]/g, (character) => {
    if (/['"\\/]/.test(character)) return `\\${character}`;
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return SHORT_ESCAPES[character] ?? `\\u${code}`;
  });
}
