import { recogniseErrorsOfNode } from '../support/errors-of-node.ts';
import { recordFigures } from '../support/figures.ts';
import type { ProxyAnswer } from '../support/notes-function.ts';
import { faultsAfter, faultsBefore, lastingRefusals, unreadableAnswers } from './fault.ts';
import { FaultyFunction, etagOf, membersOf, unavailable } from './faulty-function.ts';
import { ATTEMPTS } from './sdk-client.ts';

recogniseErrorsOfNode();

const notes = new FaultyFunction();
const { table } = notes;
let survived = 0;

beforeAll(() => table.start());
afterAll(async () => {
  await table.stop();
  recordFigures('dynamodb-faults', { 'scripted faults survived': survived });
});
beforeEach(() => notes.open());
afterEach(() => notes.close());

interface Write {
  readonly name: string;
  /** Gives the entity tag of the note to be written. */
  readonly prepare: () => Promise<string>;
  readonly write: (etag: string) => Promise<ProxyAnswer>;
  /** What a client is answered when nothing goes wrong. */
  readonly status: number;
  /** What is stored then. */
  readonly after: readonly unknown[];
  /** The same after the client has called twice, where that may differ. */
  readonly afterTwo?: readonly unknown[];
}

const prepareNote = async () => etagOf(await notes.create());
const replaced = [expect.objectContaining({ note: 'second', version: 2 })];

const writes: readonly Write[] = [
  {
    name: 'create',
    prepare: async () => '',
    write: () => notes.create(),
    status: 201,
    after: [expect.objectContaining({ note: 'first', version: 1 })],
  },
  {
    name: 'replace of a state',
    prepare: prepareNote,
    write: (etag) => notes.replace(etag),
    status: 200,
    after: replaced,
  },
  {
    name: 'replace of any state',
    prepare: prepareNote,
    write: () => notes.replace('*'),
    status: 200,
    after: replaced,
    // Any state is what the client asked for, so a second call is a write of its own.
    afterTwo: [expect.objectContaining({ note: 'second' })],
  },
  {
    name: 'delete of a state',
    prepare: prepareNote,
    write: (etag) => notes.remove(etag),
    status: 204,
    after: [],
  },
  {
    name: 'delete of any state',
    prepare: prepareNote,
    write: () => notes.remove(),
    status: 204,
    after: [],
  },
];

const passing = [...faultsBefore, ...faultsAfter];

describe.each([
  ['carry the item in the way', true],
  ['carry nothing', false],
])('where refused writes %s', (_, returnsItems) => {
  beforeEach(() => {
    table.returnsItems = returnsItems;
  });

  describe.each(writes)('$name', ({ prepare, write, status, after, afterTwo = after }) => {
    it.each(passing)('happens once and is answered: %s, twice', async (fault) => {
      const etag = await prepare();
      table.plan(fault, fault);
      expect(await write(etag)).toMatchObject({ statusCode: status });
      expect(table.requests.filter((request) => request.fault === fault)).toHaveLength(2);
      expect(await notes.stored()).toEqual(after);
      survived++;
    });

    it.each(passing)(
      'is unavailable when the SDK gives up, and done when the client tries again: %s, throughout',
      async (fault) => {
        const etag = await prepare();
        table.planThroughout(fault);
        expect(await write(etag)).toMatchObject(unavailable);
        expect(table.requests).toHaveLength(ATTEMPTS);
        table.plan(fault);
        expect(await write(etag)).toMatchObject({ statusCode: status });
        expect(await notes.stored()).toEqual(afterTwo);
        survived++;
      },
    );

    it.each(unreadableAnswers)('is unavailable, and the client may try again: %s', async (fault) => {
      const etag = await prepare();
      table.planThroughout(fault);
      expect(await write(etag)).toMatchObject(unavailable);
      table.plan();
      expect(await write(etag)).toMatchObject({ statusCode: status });
      expect(await notes.stored()).toEqual(afterTwo);
      survived++;
    });

    it.each(lastingRefusals)('fails at once for good, without a word of the table: %s', async (fault) => {
      const etag = await prepare();
      const before = await notes.stored();
      table.planThroughout(fault);
      const answer = await write(etag);
      expect(table.requests).toHaveLength(1);
      expect(membersOf(answer)).toMatchObject({ status: 500, code: 'internal' });
      expect(JSON.stringify(answer)).not.toMatch(/Exception|denied|dynamo|"Notes|arn:/i);
      expect(await notes.stored()).toEqual(before);
      survived++;
    });

    it.each([
      ['ahead', 3_600_000],
      ['behind', -3_600_000],
    ])(
      "happens once although the table's clock is %s by an hour: the SDK corrects itself",
      async (__, offset) => {
        const etag = await prepare();
        table.clockOffset = offset;
        expect(await write(etag)).toMatchObject({ statusCode: status });
        expect(table.requests.filter(({ operation }) => operation !== 'GetItem').length).toBeGreaterThan(1);
        expect(await notes.stored()).toEqual(after);
        survived++;
      },
    );
  });

  it.each(passing)('reads are answered after two faults: %s', async (fault) => {
    await notes.create();
    table.plan(fault, fault);
    expect(await notes.read()).toMatchObject({ statusCode: 200 });
    table.plan(fault, fault);
    expect(membersOf(await notes.list())['notes']).toHaveLength(1);
    survived += 2;
  });
});

describe('a request that was held up and lands after later writes were acknowledged', () => {
  /** The held-up request must have been refused by its condition. */
  async function expectRefusedWhenReleased(): Promise<void> {
    const answers = await table.release();
    const refused: unknown = expect.stringContaining('ConditionalCheckFailed');
    expect(answers.map(({ body }) => body.toString())).toEqual([refused]);
    survived++;
  }

  it('changes nothing: a create', async () => {
    table.plan('held up');
    const second = await notes.replace(etagOf(await notes.create()));
    await expectRefusedWhenReleased();
    expect(membersOf(await notes.read())).toEqual(membersOf(second));
  });

  it('changes nothing: a replace of a state', async () => {
    const first = etagOf(await notes.create());
    table.plan('held up');
    const third = await notes.replace(etagOf(await notes.replace(first)), 'third');
    await expectRefusedWhenReleased();
    expect(membersOf(await notes.read())).toEqual(membersOf(third));
  });

  it('changes nothing: a delete of a state, though the note is there again', async () => {
    const first = etagOf(await notes.create());
    table.plan('held up');
    expect(await notes.remove(first)).toMatchObject({ statusCode: 204 });
    const again = etagOf(await notes.create());
    await expectRefusedWhenReleased();
    expect(etagOf(await notes.read())).toBe(again);
  });
});
