import type { AttributeValue } from '@aws-sdk/client-dynamodb';

type Attributes = Readonly<Record<string, AttributeValue>>;

const soundAttributes: Attributes = {
  note: { S: 'a secret text' },
  createdAt: { S: '2026-01-02T03:04:05.678Z' },
  updatedAt: { S: '2026-01-02T03:04:05.678Z' },
  version: { N: '3' },
  revision: { S: 'r-3' },
  predecessor: { S: 'r-2' },
};

function without(name: string): Attributes {
  return Object.fromEntries(Object.entries(soundAttributes).filter(([other]) => other !== name));
}

/** Items that are no notes, and on which no replace can build: the attributes beside the key. */
export const damagedItems: Readonly<Record<string, Attributes>> = {
  'an item of something else': { payload: { M: { note: { S: 'a secret text' } } }, expires: { N: '1e100' } },
  'no text': without('note'),
  'a text that is a number': { ...soundAttributes, note: { N: '1' } },
  'a text that is a list': { ...soundAttributes, note: { L: [{ S: 'a secret text' }] } },
  'no createdAt': without('createdAt'),
  'a createdAt that is a number': { ...soundAttributes, createdAt: { N: '1767323045678' } },
  'a createdAt that is no time': { ...soundAttributes, createdAt: { S: 'yesterday' } },
  'a createdAt in another form': { ...soundAttributes, createdAt: { S: '2026-01-02T03:04:05Z' } },
  'no version': without('version'),
  'a version that is text': { ...soundAttributes, version: { S: '3' } },
  'a version of 0': { ...soundAttributes, version: { N: '0' } },
  'a version that is a fraction': { ...soundAttributes, version: { N: '1.5' } },
  'a version beyond counting': { ...soundAttributes, version: { N: '1e100' } },
  'no revision': without('revision'),
  'a revision that is NULL': { ...soundAttributes, revision: { NULL: true } },
};

/** Items that are no notes, but all that is wrong is overwritten by a replace. */
export const mendableItems: Readonly<Record<string, Attributes>> = {
  'a text that is too long': { ...soundAttributes, note: { S: 'x'.repeat(256 * 1024 + 1) } },
  'no updatedAt': without('updatedAt'),
  'an updatedAt that is no time': { ...soundAttributes, updatedAt: { S: 'a secret text' } },
  'a predecessor that is a number': { ...soundAttributes, predecessor: { N: '2' } },
  'a predecessor that no ETag can hold': { ...soundAttributes, predecessor: { S: '"r-2"' } },
};
