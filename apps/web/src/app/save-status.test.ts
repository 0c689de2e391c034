import { saveStatus } from './save-status.ts';
import type { SaveStatusInput } from './save-status.ts';

const calm: SaveStatusInput = { note: { state: 'saved' }, sync: 'idle', unsaved: false, problem: undefined };

describe('saveStatus', () => {
  it.each<[string, Partial<SaveStatusInput>]>([
    ['', { note: undefined }],
    ['Saved', {}],
    ['Saved', { sync: 'offline' }],
    ['Saving…', { unsaved: true }],
    ['Saving…', { note: undefined, unsaved: true }],
    ['Saving…', { note: { state: 'waiting' } }],
    ['Saving…', { note: { state: 'saving' }, sync: 'working' }],
    ['Waiting for connection', { note: { state: 'waiting' }, sync: 'offline' }],
    ['Waiting for connection', { note: { state: 'saving' }, sync: 'offline' }],
    ['Waiting for sign-in', { note: { state: 'waiting' }, sync: 'signed-out' }],
    ['Changed in two places', { note: { state: 'conflict' }, unsaved: true }],
    ['Not saved: it is too long.', { note: { state: 'refused', problem: 'it is too long.' } }],
    ['Not saved: the service does not take this text.', { note: { state: 'refused' } }],
    ['Not saved: the disk is full.', { unsaved: true, problem: 'the disk is full.' }],
  ])('says %j of %j', (text, input) => {
    expect(saveStatus({ ...calm, ...input }).text).toBe(text);
  });

  it('tells a problem from a wait and from peace', () => {
    const tones = [
      {},
      { unsaved: true },
      { note: { state: 'waiting' as const }, sync: 'offline' as const },
      { problem: 'x' },
    ];

    expect(tones.map((input) => saveStatus({ ...calm, ...input }).tone)).toEqual([
      'calm',
      'busy',
      'waiting',
      'problem',
    ]);
  });
});
