import { ManualClock, TokenIssuer } from '@notes/adapter-in-memory';
import { keyPairRing } from '../test-support/key-pair-ring.ts';
import { SignInLockout } from './attempts.ts';
import { BoundedMap } from './bounded-map.ts';
import { Outbox } from './mail.ts';
import { createPool } from './pool.ts';
import { addUser } from './sign-up.ts';
import { UserDirectory } from './user-directory.ts';

const MINUTE = 60_000;

describe('BoundedMap', () => {
  it('forgets the oldest entries', () => {
    const map = new BoundedMap<string, number>(2);
    ['a', 'b', 'a', 'c'].forEach((key, index) => {
      map.set(key, index);
    });
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([2, undefined, 3]);
    expect([...map.values()]).toEqual([2, 3]);
    map.delete('a');
    expect([...map.values()]).toEqual([3]);
  });
});

describe('Outbox', () => {
  it('keeps the latest 1000 mails', () => {
    const outbox = new Outbox();
    for (let index = 0; index < 1001; index += 1) {
      outbox.send(`${index}@example.com`, 'sign-up', '123456', 0);
    }
    expect(outbox.mails()).toHaveLength(1000);
    expect(outbox.mails()[0]?.to).toBe('1@example.com');
  });
});

describe('SignInLockout', () => {
  /** How long the user is locked out after a failure, in milliseconds. */
  function lockAfterFailure(lockout: SignInLockout, clock: ManualClock): number {
    lockout.failed('Alice');
    let waited = 0;
    for (;;) {
      try {
        lockout.check('alice');
        return waited;
      } catch {
        clock.advance(500);
        waited += 500;
      }
    }
  }

  it('doubles from a second up to a quarter of an hour, and forgets after a quiet quarter', () => {
    const clock = new ManualClock();
    const lockout = new SignInLockout(clock);
    const locks = Array.from({ length: 17 }, () => lockAfterFailure(lockout, clock) / 1000);
    expect(locks).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
    clock.advance(15 * MINUTE - 1);
    expect(lockAfterFailure(lockout, clock)).toBe(15 * MINUTE);
    clock.advance(15 * MINUTE);
    expect(lockAfterFailure(lockout, clock)).toBe(0);
  });

  it('forgets after a success', () => {
    const clock = new ManualClock();
    const lockout = new SignInLockout(clock);
    for (let failure = 0; failure < 4; failure += 1) {
      lockout.failed('alice');
    }
    lockout.succeeded('ALICE');
    expect(lockAfterFailure(lockout, clock)).toBe(0);
  });
});

describe('UserDirectory', () => {
  it('holds users until they are removed', () => {
    const directory = new UserDirectory();
    const password = { salt: 1n, verifier: 1n };
    const user = { id: '1', email: 'A@b.cc', groups: [], attributes: new Map(), confirmed: true, password };
    directory.add(user);
    expect([directory.size, directory.find('a@B.CC'), directory.find('1')]).toEqual([1, user, user]);
    directory.remove(user);
    expect([directory.size, directory.find('a@b.cc'), directory.find('1')]).toEqual([
      0,
      undefined,
      undefined,
    ]);
  });
});

describe('addUser', () => {
  it('refuses the 10,001st user', async () => {
    const clock = new ManualClock();
    const tokens = await TokenIssuer.create({
      issuer: 'http://127.0.0.1:1/us-east-1_Pool',
      clock,
      keyPairs: keyPairRing,
    });
    const settings = { userPoolId: 'us-east-1_Pool', clientId: 'client', tokenValidity: 3600 };
    const pool = createPool({ settings, tokens, clock, outbox: new Outbox() });
    const common = { groups: [], attributes: new Map<string, string>(), confirmed: false };
    for (let index = 0; index < 9_999; index += 1) {
      const email = `${index}@example.com`;
      pool.directory.add({ ...common, id: `${index}`, email, password: { salt: 1n, verifier: 1n } });
    }
    const add = (email: string) => addUser(pool, { email, password: 'Sunny-Day-1', confirmed: true });
    add('last@example.com');
    expect(() => add('another@example.com')).toThrow(
      expect.objectContaining({ type: 'LimitExceededException' }),
    );
  });
});
