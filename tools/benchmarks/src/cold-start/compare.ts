import type { Table } from '../core/bench.ts';
import type { BarChart } from '../core/chart.ts';
import { type Spread, interleave, ratios, spread } from '../core/rounds.ts';
import { type ColdStart, type Subject, boot } from './boot.ts';

/** Boots of each function in each round, in turns. What disturbs a boot makes it longer, never shorter: the shortest of them counts. */
const BOOTS = 9;

type Moment = keyof ColdStart;
type Measure = 'wall' | 'cpu';

/** Functions in the same surroundings, and an empty one in these too. */
export interface Group {
  readonly empty: Subject;
  readonly subjects: readonly Subject[];
}

/** Cold starts of functions, in milliseconds above that of the empty function of their group. */
export class ColdStarts {
  readonly #samples: ReadonlyMap<Subject, readonly ColdStart[]>;
  readonly #groups: readonly Group[];

  private constructor(samples: ReadonlyMap<Subject, readonly ColdStart[]>, groups: readonly Group[]) {
    this.#samples = samples;
    this.#groups = groups;
  }

  /** Boots all of them in each round, the empty ones too. */
  static async measure(groups: readonly Group[], rounds: number): Promise<ColdStarts> {
    const all = groups.flatMap(({ empty, subjects }) => [empty, ...subjects]);
    const boots = new Map<Subject, ColdStart[]>(all.map((subject) => [subject, []]));
    const contenders = [...boots].map(([subject, taken], index) => ({
      name: String(index),
      measure: async () => taken.push(await boot(subject)),
    }));
    await interleave(contenders, rounds * BOOTS);
    const samples = new Map([...boots].map(([subject, taken]) => [subject, shortestOfEach(taken)]));
    return new ColdStarts(samples, groups);
  }

  /**
   * How many times as much CPU time as the other a function takes to its first answer. CPU time, because the clock also runs while other
   * processes have the machine.
   */
  ratio(subject: Subject, other: Subject): Spread {
    return ratios(this.#costs(subject, 'first', 'cpu'), this.#costs(other, 'first', 'cpu'));
  }

  /** A row for each function of a group, with what it takes in proportion to one of any group. */
  table(caption: string, { subjects }: Group, baseline: Subject): Table {
    const rows = subjects.map((subject) => [
      subject.isOurs ? `**${subject.name}**` : subject.name,
      withRange(spread(this.#costs(subject, 'init', 'wall'))),
      withRange(spread(this.#costs(subject, 'first', 'wall'))),
      withRange(spread(this.#costs(subject, 'init', 'cpu'))),
      withRange(spread(this.#costs(subject, 'first', 'cpu'))),
      this.ratio(subject, baseline).median.toFixed(2),
    ]);
    const columns = ['', 'init', 'first answer', 'init, CPU', 'first answer, CPU', `CPU × ${baseline.name}`];
    return { caption: `${caption}; milliseconds above an empty function`, columns, rows };
  }

  chart(title: string, { subjects }: Group): BarChart {
    const bars = subjects.map((subject) => ({
      name: subject.name,
      isOurs: subject.isOurs ?? false,
      ...spread(this.#costs(subject, 'first', 'cpu')),
    }));
    return { kind: 'bars', title, measure: 'ms of CPU to the first answer, above an empty function', bars };
  }

  /** Round by round. */
  #costs(subject: Subject, moment: Moment, measure: Measure): readonly number[] {
    const empty = this.#groups.find(({ subjects }) => subjects.includes(subject))?.empty;
    const base = (empty && this.#samples.get(empty)) ?? [];
    return (this.#samples.get(subject) ?? []).map(
      (sample, round) => sample[moment][measure] - (base[round]?.[moment][measure] ?? Number.NaN),
    );
  }
}

/** For each round the shortest of its boots, in each of their figures. */
function shortestOfEach(boots: readonly ColdStart[]): readonly ColdStart[] {
  return Array.from({ length: boots.length / BOOTS }, (_, round) => {
    const these = boots.slice(round * BOOTS, (round + 1) * BOOTS);
    const least = (moment: Moment, measure: Measure) =>
      Math.min(...these.map((each) => each[moment][measure]));
    const times = (moment: Moment) => ({ wall: least(moment, 'wall'), cpu: least(moment, 'cpu') });
    return { init: times('init'), first: times('first') };
  });
}

function withRange({ median, low, high }: Spread): string {
  return `${median.toFixed(1)} (${low.toFixed(1)}–${high.toFixed(1)})`;
}
