import type { GatewayResponseType } from '@notes/api';

export interface GatewayErrorOptions extends ErrorOptions {
  /** The service's own words: `$context.error.message`. */
  readonly message?: string;
  /** `$context.error.validationErrorString`. */
  readonly validationErrorString?: string;
}

/** Ends a request with one of the gateway's own answers. `message` says why, for the log; it never holds a token or a body. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly type: GatewayResponseType;
  readonly publicMessage: string | undefined;
  readonly validationErrorString: string | undefined;

  constructor(
    type: GatewayResponseType,
    reason: string,
    { message, validationErrorString, ...options }: GatewayErrorOptions = {},
  ) {
    super(reason, options);
    this.type = type;
    this.publicMessage = message;
    this.validationErrorString = validationErrorString;
  }
}
