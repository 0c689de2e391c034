export type OracleName = 'aws-jwt-verify' | 'jose';

/** Tokens of the corpus of which an oracle says the contrary, each time by letting in what ours refuses. */
export interface Disagreement {
  readonly why: string;
  readonly oracles: readonly OracleName[];
  /** Names in the corpus. */
  readonly tokens: readonly string[];
}

export const DISAGREEMENTS: readonly Disagreement[] = [
  {
    why: 'It takes every algorithm that it knows and that the published key is for; Cognito signs with RS256 only.',
    oracles: ['aws-jwt-verify'],
    tokens: [
      'algorithm: ES256, rightly signed by a published key',
      'algorithm: EdDSA, rightly signed by a published key',
    ],
  },
  {
    why: 'It does not read `crit`, which RFC 7515, section 4.1.11 makes a reason to refuse.',
    oracles: ['aws-jwt-verify'],
    tokens: [
      'header: crit of an unknown extension',
      'header: crit of exp',
      'header: crit of alg',
      'header: crit of a name that is not there',
      'header: crit of b64 (RFC 7797)',
      'header: crit empty',
      'header: crit null',
      'header: crit a text',
      'header: crit an object',
    ],
  },
  {
    why: 'It passes over `b64` where `crit` does not name it; no token of Cognito has it.',
    oracles: ['aws-jwt-verify', 'jose'],
    tokens: ['header: b64 false without crit', 'header: b64 true'],
  },
  {
    why: 'It does not ask what `cty` and `typ` say; RFC 8725, section 3.11 tells to look.',
    oracles: ['aws-jwt-verify', 'jose'],
    tokens: [
      'header: cty JWT: a nested token',
      'header: cty of something else',
      'header: cty empty',
      'header: typ of a logout token',
      'header: typ of a DPoP proof',
      'header: typ of a security event',
      'header: typ JOSE+JSON',
      'header: typ JWE',
      'header: typ empty',
      'header: typ null',
      'header: typ a list',
      'header: typ with a blank',
    ],
  },
  {
    why: 'It takes RSA keys of 1,024 bits; RFC 7518, section 3.3 asks for 2,048.',
    oracles: ['aws-jwt-verify'],
    tokens: ['kid: of a key of 1024 bits'],
  },
  {
    why: 'It takes RSA keys of any exponent. With 1 everybody can sign: an issuer must not publish such a key, and ours does not trust it to.',
    oracles: ['aws-jwt-verify', 'jose'],
    tokens: [
      'kid: of a key with the exponent 3',
      'padding of the signature: the message itself under a published key with the exponent 1',
    ],
  },
  {
    why: 'It does not mind that the private key is published beside the public one, and so known to everybody.',
    oracles: ['aws-jwt-verify'],
    tokens: ['kid: of a key that is published with its private part'],
  },
  {
    why: 'It reads the signature leniently: padding, spare bits or blanks. Its bytes are genuine, but the token has many spellings.',
    oracles: ['aws-jwt-verify', 'jose'],
    tokens: ['form: padding in the signature', 'form: spare bits in the signature'],
  },
  {
    why: 'It reads the signature leniently: padding, spare bits or blanks. Its bytes are genuine, but the token has many spellings.',
    oracles: ['jose'],
    tokens: [
      'form: a blank in the signature',
      'form: a tab in the signature',
      'form: a blank behind',
      'form: a tab behind',
    ],
  },
  {
    why: 'It has no bound on the length. The gateway lets no such header through, but the adapter cannot know what stands in front of it.',
    oracles: ['aws-jwt-verify', 'jose'],
    tokens: ['form: a genuine token of 20,000 characters', 'form: a genuine token of a megabyte'],
  },
  {
    why: 'It replaces bytes that are no UTF-8, so that two different payloads read the same.',
    oracles: ['aws-jwt-verify'],
    tokens: [
      'JSON: a header with a byte that is no UTF-8',
      'JSON: a header with an overlong slash',
      'JSON: a header with an overlong null',
      'JSON: a header with a surrogate in UTF-8',
      'JSON: a header with a character past the last',
      'JSON: a header with a character cut short',
      'JSON: a header with a stray continuation byte',
      'JSON: a payload with a byte that is no UTF-8',
      'JSON: a payload with an overlong slash',
      'JSON: a payload with an overlong null',
      'JSON: a payload with a surrogate in UTF-8',
      'JSON: a payload with a character past the last',
      'JSON: a payload with a character cut short',
      'JSON: a payload with a stray continuation byte',
    ],
  },
  {
    why: 'It drops a byte order mark, which RFC 8259, section 8.1 permits a reader to do.',
    oracles: ['jose'],
    tokens: ['JSON: a header with a byte order mark', 'JSON: a payload with a byte order mark'],
  },
  {
    why: 'It drops a member `__proto__`, or keeps it as any other; ours refuses it wherever it stands.',
    oracles: ['aws-jwt-verify', 'jose'],
    tokens: [
      'JSON: a header with a member __proto__',
      'JSON: a header with a member __proto__ in escapes',
      'JSON: a payload with a member __proto__',
      'JSON: a payload with a member __proto__ in escapes',
    ],
  },
  {
    why: 'It takes the last of two members of one name, where another reader may take the first (RFC 7519, section 4 leaves both open).',
    oracles: ['aws-jwt-verify', 'jose'],
    tokens: [
      'JSON: a header with a duplicate member',
      'JSON: a header with a duplicate member in escapes',
      'JSON: a header with a duplicate member further inside',
      'JSON: a payload with a duplicate member',
      'JSON: a payload with a duplicate member in escapes',
      'JSON: a payload with a duplicate member further inside',
      'JSON: alg twice, RS256 last',
      'JSON: kid twice',
      'JSON: sub twice',
      'JSON: iss twice',
      'JSON: exp twice',
      'JSON: token_use twice',
    ],
  },
  {
    why: 'It has no bound on nesting.',
    oracles: ['aws-jwt-verify', 'jose'],
    tokens: [
      'JSON: a header 33 levels deep',
      'JSON: a header 2,000 levels deep',
      'JSON: a payload 33 levels deep',
      'JSON: a payload 2,000 levels deep',
    ],
  },
  {
    why: 'It has no bound on nesting.',
    oracles: ['jose'],
    tokens: ['JSON: 100,000 levels deep'],
  },
  {
    why: 'It takes infinity, as which JSON.parse reads 1e400, for a time.',
    oracles: ['jose'],
    tokens: ['JSON: exp 1e400', 'JSON: nbf -1e400', 'JSON: iat 1e400'],
  },
  {
    why: 'It does not ask for `sub`, or not for its type or form; for ours it names the owner of notes.',
    oracles: ['aws-jwt-verify'],
    tokens: ['claims: sub missing'],
  },
  {
    why: 'It does not ask for `sub`, or not for its type or form; for ours it names the owner of notes.',
    oracles: ['aws-jwt-verify', 'jose'],
    tokens: ['JSON: sub of a lone surrogate', 'claims: sub empty', 'claims: sub of 3,000 letters'],
  },
  {
    why: 'It does not ask for `sub`, or not for its type or form; for ours it names the owner of notes.',
    oracles: ['jose'],
    tokens: [
      'claims: sub null',
      'claims: sub a number',
      'claims: sub true',
      'claims: sub a list',
      'claims: sub an empty list',
      'claims: sub an object',
    ],
  },
  {
    why: 'It does not ask for `exp`.',
    oracles: ['aws-jwt-verify'],
    tokens: ['claims: exp missing'],
  },
  {
    why: 'It does not read `username` and `cognito:groups` nor, in the case of jose, `scope`.',
    oracles: ['aws-jwt-verify', 'jose'],
    tokens: [
      'claims: username null',
      'claims: username a number',
      'claims: username true',
      'claims: username a list',
      'claims: username an empty list',
      'claims: username an object',
      'claims: cognito:groups null',
      'claims: cognito:groups a text',
      'claims: cognito:groups a number',
      'claims: cognito:groups an object',
      'claims: cognito:groups a list with a number',
      'claims: cognito:groups a list with null',
      'claims: cognito:groups a list of lists',
    ],
  },
  {
    why: 'It does not read `username` and `cognito:groups` nor, in the case of jose, `scope`.',
    oracles: ['jose'],
    tokens: [
      'claims: scope null',
      'claims: scope a number',
      'claims: scope true',
      'claims: scope a list',
      'claims: scope an empty list',
      'claims: scope an object',
    ],
  },
  {
    why: 'It looks at `iat` only where a greatest age is given, or never.',
    oracles: ['aws-jwt-verify', 'jose'],
    tokens: ['times: issued a day hence', 'times: issued in milliseconds'],
  },
  {
    why: 'It takes the newer form of the issuer for the same pool, too; ours takes the one that it is configured with.',
    oracles: ['aws-jwt-verify'],
    tokens: ['other issuer, client or use: the newer form of the issuer'],
  },
];
