import type { Library } from './library-files.ts';

/** The class and its contract test, by their paths below the library. */
export function tokenValidatorFiles({
  className,
  fileName,
  technology,
}: Library): Readonly<Record<string, string>> {
  return {
    [`src/${fileName}.ts`]: `import type { Clock, TokenValidator, VerifiedToken } from '@notes/domain';

export interface ${className}Options {
  /** The only issuer to trust, as in the \`iss\` claim. */
  readonly issuer: string;
  /** The app clients whose tokens are accepted. */
  readonly clientIds: readonly string[];
  readonly clock: Clock;
  /** The issuer's JSON Web Key Set (RFC 7517, section 5) as it publishes it now; rejects while it cannot be had. */
  readonly fetchKeys: () => Promise<unknown>;
}

/** Validates the access tokens of ${technology}. */
export class ${className} implements TokenValidator {
  readonly #options: ${className}Options;

  constructor(options: ${className}Options) {
    this.#options = options;
  }

  async validate(_token: string): Promise<VerifiedToken> {
    throw new Error(\`${className}.validate is not implemented yet; it will trust \${this.#options.issuer} only.\`);
  }
}
`,
    'src/contract.test.ts': `import { runContract, tokenValidatorContract } from '@notes/contracts';
import { ${className} } from './${fileName}.ts';

const issuer = 'https://issuer.example/tenant';

// The world of a case has the clock, the accepted clients and the published keys. A validator of ID tokens, or one that remembers keys
// over an outage, names \`id-tokens\` and \`remote-keys\` in \`capabilities\`, a member of one more argument, which adds cases.
runContract(tokenValidatorContract, { describe, it }, () => ({
  issuer,
  createValidator: ({ clock, clientIds, publishedKeys }) =>
    new ${className}({
      issuer,
      clientIds,
      clock,
      fetchKeys: async () => {
        const keys = publishedKeys();
        if (!keys) throw new Error('The issuer cannot be reached.');
        return keys;
      },
    }),
}));
`,
  };
}
