import type { JsonSchema, OpenApiDocument, Reference } from '@notes/api';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** Says what is wrong with a value; nothing when it is as the schema has it. */
export type Check = (value: unknown) => readonly string[];

/** The JSON Schemas of an OpenAPI document, ready to check values with. */
export class OpenApiSchemas {
  readonly #ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: true });
  readonly #document: OpenApiDocument;
  readonly #checks = new Map<JsonSchema, Check>();

  constructor(document: OpenApiDocument) {
    this.#document = document;
    addFormats.default(this.#ajv);
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      this.#ajv.addSchema(rebased(closed(schema)), name);
    }
  }

  /** @param schema of this document; its references are resolved in it */
  check(schema: JsonSchema): Check {
    const known = this.#checks.get(schema);
    if (known) return known;
    const validate = this.#ajv.compile(rebased(schema));
    const check: Check = (value) => {
      if (validate(value)) return [];
      return (validate.errors ?? []).map(({ instancePath, message = '' }) =>
        `${instancePath} ${message}`.trim(),
      );
    };
    this.#checks.set(schema, check);
    return check;
  }

  /** What the document has at a reference, or the value itself. */
  resolve<Value extends object>(value: Value | Reference): Value {
    if (!('$ref' in value)) return value;
    const [, , kind = '', name = ''] = value.$ref.split('/');
    const components: Readonly<Record<string, Readonly<Record<string, unknown>>>> = this.#document.components;
    const found = components[kind]?.[name];
    if (found === undefined) throw new Error(`The document has nothing at ${value.$ref}.`);
    return found as Value;
  }
}

/** Answers may gain members by the document; a member that it does not name would be a gap in it. */
function closed(schema: JsonSchema): JsonSchema {
  return 'properties' in schema ? { additionalProperties: false, ...schema } : schema;
}

/** With references to the schemas by the names that they are added under. */
function rebased(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"')) as JsonSchema;
}
