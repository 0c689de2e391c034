import fc from 'fast-check';
import { character } from '../test-support/character.ts';
import { type RequestSketch, httpApiEvent, restEvent } from '../test-support/events.ts';
import { normaliseEvent } from './request.ts';

const text = fc.string({ unit: character });
/** RFC 9110, section 5.1 and 5.5; REST APIs keep the case of a name, HTTP APIs do not. */
const headerName = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/);
const headerValue = fc.stringMatching(/^[\x21-\x7e]([\x20-\x7e]{0,10}[\x21-\x7e])?$/);

const sketches: fc.Arbitrary<RequestSketch> = fc.record(
  {
    noteid: fc.string({ unit: character, minLength: 1 }),
    query: fc.dictionary(text, fc.array(text, { minLength: 1, maxLength: 3 })),
    headers: fc
      .uniqueArray(fc.tuple(headerName, headerValue), { selector: ([name]) => name.toLowerCase() })
      .map((entries) => Object.fromEntries(entries)),
    body: fc.oneof(text, fc.json()),
  },
  { requiredKeys: [] },
);
const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS');

describe('normaliseEvent', () => {
  it('makes the same of a request, whichever front door it came through', () => {
    fc.assert(
      fc.property(method, sketches, (verb, sketch) => {
        const facts = (event: Parameters<typeof normaliseEvent>[0]) => {
          const { httpMethod, path, query, headers, body } = normaliseEvent(event);
          return { httpMethod, path, query, headers: [...headers].toSorted(), body };
        };
        expect(facts(httpApiEvent(verb, sketch))).toEqual(facts(restEvent(verb, sketch)));
      }),
    );
  });

  it('gives bytes back as they were', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
        const sketch = { body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true };
        expect(normaliseEvent(restEvent('POST', sketch)).body).toEqual(Buffer.from(bytes));
        expect(normaliseEvent(httpApiEvent('POST', sketch)).body).toEqual(Buffer.from(bytes));
      }),
    );
  });
});
