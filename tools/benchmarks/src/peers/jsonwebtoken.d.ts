declare module 'jsonwebtoken' {
  import type { KeyObject } from 'node:crypto';

  interface VerifyOptions {
    readonly algorithms?: readonly string[];
    readonly issuer?: string;
  }

  interface Jwt {
    readonly header: { readonly alg: string; readonly kid?: string };
    readonly payload: Readonly<Record<string, unknown>>;
  }

  declare const jsonwebtoken: {
    /** null when it is no JWT. */
    decode(token: string, options: { readonly complete: true }): Jwt | null;
    verify(token: string, key: string | KeyObject, options: VerifyOptions): Jwt['payload'];
  };
  export default jsonwebtoken;
}
