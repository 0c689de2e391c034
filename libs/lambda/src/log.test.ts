import { consoleLog, millisecondsSince, readTimer, summarise } from './log.ts';

describe('summarise', () => {
  it('gives the error with its stack, and its causes without', () => {
    const error = new TypeError('outer', { cause: new Error('inner', { cause: 'a text' }) });
    expect(summarise(error)).toEqual({
      name: 'TypeError',
      message: 'outer',
      stack: expect.stringContaining('TypeError: outer'),
      cause: {
        name: 'Error',
        message: 'inner',
        cause: { name: 'string', message: 'Something else than an Error was thrown.' },
      },
    });
  });

  it('comes to an end on an error that causes itself', () => {
    const error = new Error('loop');
    error.cause = error;
    delete (error as { stack?: string }).stack;
    expect(JSON.stringify(summarise(error)).match(/loop/g)).toHaveLength(5);
  });
});

describe('consoleLog', () => {
  it('tells errors on our side from everything else', () => {
    const info = jest.spyOn(console, 'info').mockImplementation();
    const error = jest.spyOn(console, 'error').mockImplementation();
    const entry = { requestId: 'r', route: 'GET /notes', duration: 1 };
    consoleLog(entry);
    consoleLog({ ...entry, error: { name: 'Error', message: 'm' } });
    expect(info.mock.calls).toEqual([[entry]]);
    expect(error).toHaveBeenCalledTimes(1);
    info.mockRestore();
    error.mockRestore();
  });
});

describe('millisecondsSince', () => {
  it('has no more than three decimals', () => {
    const elapsed = millisecondsSince(readTimer() - 1.23456789);
    expect(elapsed).toBeGreaterThanOrEqual(1.234);
    expect(Math.round(elapsed * 1000) / 1000).toBe(elapsed);
  });
});
