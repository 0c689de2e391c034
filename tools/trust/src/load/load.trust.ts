import type { Result } from 'autocannon';
import { recordFigures } from '../support/figures.ts';
import { killHarnesses, startHarnessProcess } from '../support/harness-process.ts';
import { MixedLoad, readAll } from './mixed-load.ts';
import { NotesModel } from './notes-model.ts';
import { Offenders, sendHuge } from './offenders.ts';

const OFFENDERS_OF_EACH_KIND = 100;
/** Milliseconds. */
const TIMEOUT = 240_000;
/** How much the heap may grow from a third of the load to its end. */
const FLAT = 1.1;

const figures: Record<string, number | string> = {};

afterEach(killHarnesses);
afterAll(() => recordFigures('load', figures));

describe.each([
  { store: 'memory', connections: 32, seconds: 42 },
  // Fewer saturate it, and a queue in front of the emulator would only be waited for until the SDK gives up.
  { store: 'dynamodb', connections: 8, seconds: 30 },
])('the harness under load, with the store $store', ({ store, connections, seconds }) => {
  it(
    'answers every request, loses no note, keeps its heap, and sheds who never comes to an end',
    async () => {
      const harness = await startHarnessProcess({ args: ['--store', store] });
      const { invokeUrl, tokens } = harness;
      const model = new NotesModel();
      const load = new MixedLoad(model, tokens.ada);
      const offenders = new Offenders();
      await offenders.start(invokeUrl, OFFENDERS_OF_EACH_KIND);

      const first = await load.run(invokeUrl, seconds / 3, connections);
      const heapThen = await harness.heapUsed();
      const second = load.run(invokeUrl, (seconds * 2) / 3, connections);
      const huge = [await sendHuge(invokeUrl, 'headers'), await sendHuge(invokeUrl, 'body')];
      const last = await second;
      const shed = await offenders.closed();
      const heapAtTheEnd = await harness.heapUsed();

      expect(load.wrongAnswers).toEqual([]);
      expect([failuresOf(first), failuresOf(last)]).toEqual([0, 0]);
      expect(model.differences(await readAll(invokeUrl, tokens.ada))).toEqual([]);
      expect(model.writes).toBeGreaterThan(0);
      expect(huge).toEqual(['431', '413']);
      expect(shed).toBe(3 * OFFENDERS_OF_EACH_KIND);
      expect(heapAtTheEnd).toBeLessThan(heapThen * FLAT);
      expect(await harness.terminate()).toEqual({ code: 0, signal: null });
      expect(harness.errors()).toBe('');

      const { p50, p99, max } = last.latency;
      Object.assign(figures, {
        [`${store}: seconds at saturation`]: seconds,
        [`${store}: requests`]: first.requests.total + last.requests.total,
        [`${store}: requests a second`]: Math.round(last.requests.average),
        [`${store}: errors, time-outs, resets, other statuses`]: failuresOf(first) + failuresOf(last),
        [`${store}: acknowledged writes, none lost`]: model.writes,
        [`${store}: latency p50, p99, max (ms)`]: `${p50}, ${p99}, ${max}`,
        [`${store}: heap at a third, at the end (MB)`]: `${megabytes(heapThen)}, ${megabytes(heapAtTheEnd)}`,
        [`${store}: endless connections shed`]: shed,
      });
    },
    TIMEOUT,
  );
});

const failuresOf = ({ errors, timeouts, resets, non2xx }: Result) => errors + timeouts + resets + non2xx;

const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
