import { MODELS } from '@notes/api';
import ajvDraft04 from 'ajv-draft-04';
import { GatewayError } from './gateway-error.ts';
import { createRequestValidator } from './request-validation.ts';

function validate(schema: Record<string, unknown>, body: string): string {
  const model = { ...MODELS.NoteCreateModel, schema };
  const check = createRequestValidator({ ...MODELS, NoteCreateModel: model });
  const request = { headers: new Map(), query: new Map(), body } as unknown as Parameters<typeof check>[0];
  const route = { requestParameters: {}, requestModel: 'NoteCreateModel' };
  try {
    check(request, { route, pathParameters: {} } as unknown as Parameters<typeof check>[1]);
    return 'valid';
  } catch (error) {
    return (error instanceof GatewayError && error.validationErrorString) || 'no reason';
  }
}

describe('the models of the API', () => {
  it.each(Object.entries(MODELS))('%s is a schema of draft 4', (_, { schema }) => {
    const ajv = new ajvDraft04.default();
    expect(ajv.validateSchema(schema)).toBe(true);
    expect(ajv.validateSchema({ ...schema, required: 'noteid' })).toBe(false);
  });
});

describe('createRequestValidator', () => {
  it.each([
    [{ type: 'number' }, '1.5', 'valid'],
    [
      { type: ['string', 'null'] },
      '1.5',
      '[instance type (number) does not match any allowed primitive type (allowed: ["null","string"])]',
    ],
    [
      { type: 'string' },
      'true',
      '[instance type (boolean) does not match any allowed primitive type (allowed: ["string"])]',
    ],
    [{ enum: ['b', 'a'] }, '"c"', '[instance value ("c") not found in enum (possible values: ["a","b"])]'],
    [{ maxLength: 2 }, '"\u{1F600}ab"', '[string "\u{1F600}ab" is too long (length: 3, maximum allowed: 2)]'],
    [{ maximum: 3 }, '4', '[must be <= 3]'],
    [{ maximum: 3, exclusiveMaximum: true }, '3', '[must be < 3]'],
    [
      { additionalProperties: false, required: ['b', 'a'], properties: { a: {}, b: {} } },
      '{"d": 1, "c": 2}',
      '[object instance has properties which are not allowed by the schema: ["c","d"], object has missing required properties (["a","b"])]',
    ],
    [
      { items: { type: 'string' } },
      '[1, 2]',
      '[instance type (integer) does not match any allowed primitive type (allowed: ["string"])]',
    ],
  ])('%j of %s is %s', (schema, body, expected) => {
    expect(validate(schema, body)).toBe(expected);
  });
});
