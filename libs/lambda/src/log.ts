/** One line for each request. Lambda's JSON log format adds time, level and the function's own request id. */
export interface RequestLogEntry {
  readonly requestId: string;
  /** Method and path template, an operation's name, or what an authorizer was asked for. */
  readonly route: string;
  /** Of an HTTP answer. */
  readonly status?: number;
  /** Of an authorizer. */
  readonly outcome?: 'allow' | 'deny' | 'unauthorized' | 'error';
  /** The error code, or the reason of a refusal. */
  readonly code?: string;
  /** Milliseconds. */
  readonly duration: number;
  /** Of an error on our side. */
  readonly error?: ErrorSummary;
}

export interface ErrorSummary {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly cause?: ErrorSummary;
}

export type Log = (entry: RequestLogEntry) => void;

/** Through `console`, which Lambda's runtime turns into JSON. */
export const consoleLog: Log = (entry) => (entry.error ? console.error(entry) : console.info(entry));

/** An error and its causes, for the log only. */
export function summarise(error: unknown, depth = 0): ErrorSummary {
  if (!(error instanceof Error))
    return { name: typeof error, message: 'Something else than an Error was thrown.' };
  const { name, message, stack, cause } = error;
  return {
    name,
    message,
    ...(depth === 0 && stack !== undefined && { stack }),
    ...(cause !== undefined && depth < 4 && { cause: summarise(cause, depth + 1) }),
  };
}

/**
 * A reading of a clock that nobody sets, in milliseconds. Not `performance.now()`: the first use of `performance` loads modules of Node, which
 * costs two milliseconds of a cold start.
 */
export function readTimer(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

/** Milliseconds since `start`, which is a reading of {@link readTimer}, to the microsecond. */
export function millisecondsSince(start: number): number {
  return Math.round((readTimer() - start) * 1000) / 1000;
}
