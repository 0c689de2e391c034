import { validateHeaderName, validateHeaderValue } from 'node:http';

/** An answer on its way to the client. */
export interface Reply {
  readonly statusCode: number;
  /** By name as it will be written; several values are several header lines. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
}

/** Whether Node can write the header. */
export function isValidHeader(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
