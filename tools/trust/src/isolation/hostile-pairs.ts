import * as fc from 'fast-check';

/** Subjects that a careless store would take for one another, or for something of its own. */
const pairs: readonly (readonly [string, string])[] = [
  ['ada', 'bob'],
  ['ada', 'Ada'],
  ['ada', 'ada '],
  ['ad', 'ada'],
  ['a', 'a.b'],
  ['a/b', 'a'],
  ['1', '01'],
  ['\u00e9', 'e\u0301'],
  ['__proto__', 'constructor'],
  ['#userId', ':userId'],
  ['*', '?'],
  ['null', 'undefined'],
  ['\u0000', '\uffff'],
  [`${'x'.repeat(2_047)}y`, `${'x'.repeat(2_047)}z`],
];

/** Two users whose ids are different, by as little as may be. */
export const twoUsers: fc.Arbitrary<readonly [string, string]> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...pairs) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary', minLength: 1 }))
      .filter(([first, second]) => first !== second && first.isWellFormed() && second.isWellFormed()),
  },
);

/** Note ids, good ones and others. With `a` and `a.b` for users, ids that are glued to them give the same text. */
export const hostileIds: readonly string[] = [
  'n',
  'N',
  'b.n',
  '__proto__',
  'constructor',
  '~',
  '-'.repeat(128),
  '../ada/n',
  'ada/n',
  'n\u0000',
  '',
];
