import { SHORTCUTS, actionOf } from './shortcuts.ts';
import type { KeyPress } from './shortcuts.ts';

const press = (key: string, rest: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...rest,
});

describe('actionOf', () => {
  it.each([
    ['n', 'new'],
    ['N', 'new'],
    ['/', 'search'],
    ['j', 'next'],
    ['k', 'previous'],
    ['#', 'delete'],
    ['u', 'undo'],
    ['?', 'help'],
  ])('takes %j by itself for %s, unless something is typed or single keys are off', (key, action) => {
    expect(actionOf(press(key), false, true)).toBe(action);
    expect(actionOf(press(key), true, true)).toBeUndefined();
    expect(actionOf(press(key), false, false)).toBeUndefined();
  });

  it.each([
    [press('˜', { code: 'KeyN', altKey: true }), 'new'],
    [press('j', { code: 'KeyJ', altKey: true }), 'next'],
    [press('k', { code: 'KeyK', altKey: true }), 'previous'],
    [press('Backspace', { code: 'Backspace', altKey: true }), 'delete'],
    [press('u', { code: 'KeyU', altKey: true }), 'undo'],
    [press('/', { code: 'Slash', altKey: true }), 'help'],
    [press('k', { ctrlKey: true }), 'search'],
    [press('K', { metaKey: true }), 'search'],
    [press('Escape'), 'back'],
  ])('takes %j everywhere', (key, action) => {
    expect(actionOf(key, true, false)).toBe(action);
  });

  it.each([
    press('n', { ctrlKey: true }),
    press('k', { ctrlKey: true, altKey: true }),
    press('x', { code: 'KeyX', altKey: true }),
    press('x'),
    press('Enter'),
  ])('leaves %j to the browser', (key) => {
    expect(actionOf(key, false, true)).toBeUndefined();
  });
});

describe('SHORTCUTS', () => {
  it('tells single keys that work', () => {
    const told = SHORTCUTS.filter(({ key }) => key !== 'Esc').map(({ key, action }) => [key, action]);

    expect(told.map(([key = '']) => [key, actionOf(press(key), false, true)])).toEqual(told);
  });
});
