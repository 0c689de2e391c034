import { openApiDocument } from '@notes/api';
import { lint } from './lint.ts';

type Spoil = (document: ReturnType<typeof copy>) => void;

/** A copy of the document, with the parts that are spoilt below. */
function copy() {
  return JSON.parse(JSON.stringify(openApiDocument()));
}

const faults: Readonly<Record<string, { spoil: Spoil; rule: string }>> = {
  'an unresolved reference': {
    spoil: ({ components }) => delete components.schemas.Note,
    rule: 'no-unresolved-refs',
  },
  'a component that nobody uses': {
    spoil: ({ components }) => (components.schemas.Extra = { type: 'string' }),
    rule: 'no-unused-components',
  },
  'an example of an answer that its schema does not allow': {
    spoil: ({ paths }) => {
      delete paths['/notes'].get.responses[200].content['application/json'].examples.page.value.notes[0].note;
    },
    rule: 'no-invalid-media-type-examples',
  },
  'an example of a parameter that its schema does not allow': {
    spoil: ({ components }) => (components.parameters.Limit.example = 101),
    rule: 'no-invalid-parameter-examples',
  },
  'a security scheme that is not there': {
    spoil: (document) => (document.security = [{ unknown: [] }]),
    rule: 'security-defined',
  },
  'a member that OpenAPI does not know': {
    spoil: ({ paths }) => (paths['/notes'].get.sumary = 'x'),
    rule: 'struct',
  },
  'a server with an undefined variable': {
    spoil: (document) => (document.servers = [{ url: 'https://{host}' }]),
    rule: 'no-undefined-server-variable',
  },
};

it('finds nothing in the document', async () => {
  await expect(lint(openApiDocument())).resolves.toEqual([]);
});

it('finds nothing in the document of a running API', async () => {
  await expect(lint(openApiDocument({ invokeUrl: 'http://127.0.0.1:3000' }))).resolves.toEqual([]);
});

it.each(Object.entries(faults))('finds %s', async (_, { spoil, rule }) => {
  const document = copy();
  spoil(document);
  const problems = await lint(document);
  expect(problems).toContainEqual(expect.stringContaining(`(${rule})`));
});
