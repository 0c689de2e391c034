import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { codeSamples } from './code-samples.ts';
import { dependencySamples } from './dependency-samples.ts';

const samples = [...dependencySamples, ...codeSamples];

/** Rules that report each piece of code, in order and each once. */
function lint(pieces: readonly { file: string; code: string }[]): string[][] {
  const answer = execFileSync(process.execPath, [join(__dirname, 'lint-samples.ts')], {
    input: JSON.stringify(pieces),
    encoding: 'utf8',
    timeout: 60_000,
  });
  return JSON.parse(answer) as string[][];
}

describe('lint', () => {
  let forbidden: string[][];
  let allowed: string[][];

  beforeAll(() => {
    const reported = lint([
      ...samples.map(({ file, forbidden }) => ({ file, code: forbidden })),
      ...samples.map(({ file, allowed }) => ({ file, code: allowed })),
    ]);
    forbidden = reported.slice(0, samples.length);
    allowed = reported.slice(samples.length);
  }, 60_000);

  describe.each(samples.map((sample, index) => ({ ...sample, index })))('$boundary', ({ rule, index }) => {
    it(`is refused by ${rule} alone`, () => {
      expect(forbidden[index]).toEqual([rule]);
    });

    it('leaves allowed code of the same file alone', () => {
      expect(allowed[index]).toEqual([]);
    });
  });
});
