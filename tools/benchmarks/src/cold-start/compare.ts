import type { Table } from '../core/bench.ts';
import type { BarChart } from '../core/chart.ts';
import { type Spread, interleave, ratios, spread } from '../core/rounds.ts';
import { type ColdStart, type Subject, boot } from './boot.ts';

/** Boots of each function in each round. What disturbs a boot makes it longer, never shorter: the shortest of them counts. */
const BOOTS = 3;

type Moment = keyof ColdStart;
type Measure = 'wall' | 'cpu';

/** Cold starts of functions, in milliseconds above that of an empty one, which is booted in the same rounds. */
export class ColdStarts {
  readonly #rounds: ReadonlyMap<Subject, readonly ColdStart[]>;
  readonly #empty: Subject;

  private constructor(rounds: ReadonlyMap<Subject, readonly ColdStart[]>, empty: Subject) {
    this.#rounds = rounds;
    this.#empty = empty;
  }

  /** Boots all of them in turns, the empty one too. */
  static async measure(empty: Subject, subjects: readonly Subject[], rounds: number): Promise<ColdStarts> {
    const all = new Map<Subject, ColdStart[]>([empty, ...subjects].map((subject) => [subject, []]));
    const contenders = [...all].map(([subject, samples]) => ({
      name: subject.name,
      measure: async () => {
        const sample = await shortestOf(subject);
        samples.push(sample);
        return sample.first.cpu;
      },
    }));
    await interleave(contenders, rounds);
    return new ColdStarts(all, empty);
  }

  /** What a function costs above the empty one, round by round. */
  costs(subject: Subject, moment: Moment, measure: Measure): readonly number[] {
    const base = this.#rounds.get(this.#empty) ?? [];
    return (this.#rounds.get(subject) ?? []).map(
      (sample, round) => sample[moment][measure] - (base[round]?.[moment][measure] ?? Number.NaN),
    );
  }

  /** How many times as much CPU time as the other a function takes to its first answer. */
  ratio(subject: Subject, other: Subject): Spread {
    return ratios(this.costs(subject, 'first', 'cpu'), this.costs(other, 'first', 'cpu'));
  }

  /** A row for each function, and what it takes in proportion to the one named. */
  table(caption: string, baseline: Subject): Table {
    const rows = this.#subjects().map((subject) => [
      subject.isOurs ? `**${subject.name}**` : subject.name,
      ...(['wall', 'cpu'] as const).flatMap((measure) =>
        (['init', 'first'] as const).map((moment) => withRange(spread(this.costs(subject, moment, measure)))),
      ),
      this.ratio(subject, baseline).median.toFixed(2),
    ]);
    const columns = ['', 'init', 'first answer', 'init, CPU', 'first answer, CPU', `× ${baseline.name}`];
    return { caption, columns, rows };
  }

  chart(title: string): BarChart {
    const bars = this.#subjects().map((subject) => ({
      name: subject.name,
      isOurs: subject.isOurs ?? false,
      ...spread(this.costs(subject, 'first', 'wall')),
    }));
    return { kind: 'bars', title, measure: 'ms to the first answer, above an empty function', bars };
  }

  #subjects(): readonly Subject[] {
    return [...this.#rounds.keys()].filter((subject) => subject !== this.#empty);
  }
}

/** The shortest of some boots, in each of its figures. */
async function shortestOf(subject: Subject): Promise<ColdStart> {
  const boots: ColdStart[] = [];
  for (let index = 0; index < BOOTS; index++) boots.push(await boot(subject));
  const least = (moment: Moment, measure: Measure) => Math.min(...boots.map((each) => each[moment][measure]));
  const times = (moment: Moment) => ({ wall: least(moment, 'wall'), cpu: least(moment, 'cpu') });
  return { init: times('init'), first: times('first') };
}

function withRange({ median, low, high }: Spread): string {
  return `${median.toFixed(1)} (${low.toFixed(1)}–${high.toFixed(1)})`;
}
