import { callerOf } from './caller.ts';

const now = Date.UTC(2026, 0, 1);
const clock = { now: () => now };
const exp = now / 1000 + 60;

describe('callerOf', () => {
  it.each([
    [
      'a REST API with a Lambda authorizer',
      { principalId: 'ada', sub: 'ada', exp: String(exp), username: 'x' },
    ],
    ['a REST API with somebody else’s Lambda authorizer', { principalId: 'ada', exp: String(exp) }],
    [
      'a REST API with a Cognito authorizer',
      { claims: { sub: 'ada', exp: 'Thu Jan 01 00:01:00 UTC 2026', email: 'a@b' } },
    ],
    ['a REST API with a Cognito authorizer that keeps numbers', { claims: { sub: 'ada', exp: String(exp) } }],
    ['a REST API with a JWT authorizer', { claims: { sub: 'ada', exp, groups: ['x'] } }],
    [
      'an HTTP API with a JWT authorizer',
      { jwt: { claims: { sub: 'ada', exp: String(exp) }, scopes: null } },
    ],
    ['an HTTP API with a Lambda authorizer', { lambda: { sub: 'ada', exp: String(exp) } }],
  ])('finds the caller behind %s', (_front, authorizer) => {
    expect(callerOf(authorizer, clock)).toBe('ada');
    expect(() => callerOf(authorizer, { now: () => exp * 1000 })).toThrow(
      expect.objectContaining({ code: 'unauthorized' }),
    );
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'ada'],
    ['a number for a subject', { principalId: 7, exp }],
    ['a list for a subject', { claims: { sub: ['ada'], exp } }],
    ['no expiry', { principalId: 'ada' }],
    ['an object for an expiry', { principalId: 'ada', exp: {} }],
    ['an infinite expiry', { principalId: 'ada', exp: Number.NaN }],
    ['claims without a subject', { claims: { exp } }],
  ])('refuses %s', (_what, authorizer) => {
    expect(() => callerOf(authorizer, clock)).toThrow(expect.objectContaining({ code: 'unauthorized' }));
  });

  it('never takes the reassignable name', () => {
    expect(callerOf({ claims: { sub: 'ada', username: 'eve', 'cognito:username': 'eve', exp } }, clock)).toBe(
      'ada',
    );
  });
});
