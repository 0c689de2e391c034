import { recogniseErrorsOfNode } from '../support/errors-of-node.ts';
import { recordFigures } from '../support/figures.ts';
import { silences } from './fault.ts';
import { FaultyFunction, unavailable } from './faulty-function.ts';
import { ATTEMPTS } from './sdk-client.ts';

recogniseErrorsOfNode();

const notes = new FaultyFunction();
let survived = 0;

beforeAll(() => notes.table.start());
afterAll(async () => {
  await notes.table.stop();
  recordFigures('dynamodb-deadlines', { 'silences and throttling answered in time': survived });
});
beforeEach(() => notes.open());
afterEach(() => notes.close());

it.each(silences)('a table that never answers is unavailable after three attempts: %s', async (fault) => {
  notes.table.planThroughout(fault);
  expect(await notes.create()).toMatchObject(unavailable);
  expect(notes.table.requests).toHaveLength(ATTEMPTS);
  notes.table.plan();
  expect(await notes.create()).toMatchObject({ statusCode: 201 });
  expect(await notes.stored()).toEqual([expect.objectContaining({ note: 'first', version: 1 })]);
  survived++;
});

describe.each(['no answer', 'throttled'] as const)('%s, throughout', (fault) => {
  beforeEach(() => {
    // Sockets and what Node's core does keep their own time: they are outside of what Jest can replace.
    jest.useFakeTimers({ doNotFake: ['Date', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate'] });
  });
  afterEach(() => {
    jest.clearAllTimers();
    jest.useRealTimers();
  });

  /** Whether the answer is there. */
  async function isSettled(answer: Promise<unknown>): Promise<boolean> {
    const pending = Symbol('pending');
    const later = new Promise((resolve) => setImmediate(resolve, pending));
    return (await Promise.race([answer, later])) !== pending;
  }

  it.each(['create', 'read', 'list', 'remove'] as const)(
    "%s is unavailable 250 ms before the Lambda's deadline, whatever the SDK still waits for",
    async (method) => {
      await notes.open(60_000);
      notes.deadline = 1_000;
      notes.table.planThroughout(fault);
      const answer = notes[method]();
      while (notes.table.requests.length === 0) await new Promise(setImmediate);
      await jest.advanceTimersByTimeAsync(749);
      expect(await isSettled(answer)).toBe(false);
      await jest.advanceTimersByTimeAsync(1);
      expect(await answer).toMatchObject(unavailable);
      expect(notes.table.requests).toHaveLength(1);
      expect(notes.function.logged).toEqual([expect.objectContaining({ status: 503, code: 'unavailable' })]);
      survived++;
    },
  );
});
