import { runCase } from '../bridge.ts';
import { applicableCases } from '../contract.ts';
import type { HttpApiSubject } from './subject.ts';
import { httpApiContract } from './suite.ts';

// The suite itself is proven where there is a front door: by apps/harness, which also breaks it fault by fault.
describe('the suite of the HTTP API', () => {
  it('names every case differently', () => {
    const names = httpApiContract.cases.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('asks most of every front door, whatever it can carry', () => {
    expect(applicableCases(httpApiContract, []).length).toBeGreaterThan(90);
  });

  it.each(['expiry', 'key-rotation', 'allowed-origin', 'gateway-problems'] as const)(
    'fails when %s is declared and the subject has no controls for it',
    async (capability) => {
      const subject: HttpApiSubject = {
        invokeUrl: 'http://127.0.0.1:0',
        newCaller: () => Promise.reject(new Error('No case should have come this far.')),
      };
      const cases = httpApiContract.cases.filter((contractCase) => contractCase.capability === capability);
      const errors = await Promise.all(
        cases.map((contractCase) => runCase(contractCase, () => subject).catch((error: unknown) => error)),
      );
      expect(errors).toContainEqual(
        expect.objectContaining({
          message: expect.stringContaining(`the capability ${capability} is declared`),
        }),
      );
    },
  );
});
