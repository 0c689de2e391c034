/** What can be wrong with a validator, and the case of the contract that must notice. */
export const faults = {
  'ignores exp': 'times: an expired token is refused',
  'accepts a token at exp': 'times: a token is good until the millisecond before exp, and not at exp',
  'keeps accepted tokens past exp': 'times: a token that was accepted is refused once it has expired',
  'ignores nbf': 'times: a token whose nbf lies in the future is refused until then',
  'ignores iat': 'times: a token whose iat lies in the future is refused until then',
  'takes exp as text': 'claims: a time that is no finite number is refused',
  'accepts alg none': 'algorithm: an unsecured token is refused',
  'takes HS256 with the public key': 'algorithm: HS256 keyed with the public key is refused',
  'takes the hash from the token': 'algorithm: any other algorithm is refused, though the signature is right',
  'ignores crit': 'algorithm: a header that asks for an extension is refused',
  'ignores cty': 'algorithm: a nested token is refused',
  'verifies no signature': 'signature: another payload under the same signature is refused',
  'takes the key from the header': 'signature: a key that comes in the header is never used',
  'tries every key': 'signature: a published key other than the one of the kid is refused',
  'uses the first key': 'keys: a kid that is not published is refused',
  'uses the only key for a token without a kid':
    'keys: a token without a kid is refused even where there is only one key',
  'compares kids without case': 'keys: a kid that differs from a published one in any way is refused',
  'uses encryption keys': 'keys: keys of other kinds in the set do no harm',
  'ignores iss': 'issuer: any other issuer is refused, however similar',
  'compares the beginning of iss': 'issuer: any other issuer is refused, however similar',
  'ignores a slash at the end of iss': 'issuer: a slash at the end makes another issuer',
  'ignores the client': 'client: a client that is not allowed is refused',
  'takes the client from either claim':
    'client: an allowed client in aud does not make up for another in client_id',
  'ignores the use': 'token use: an ID token is refused where an access token is asked for',
  'accepts an ID token without an audience':
    'id: a token without an audience, or with an empty or mistyped one, is refused',
  'takes the username for the user id': 'good: the user id is sub, never the username',
  'takes any subject': 'claims: a subject that cannot be a user id is refused',
  'takes an empty scope for one': 'good: scopes are split at spaces, and an empty scope is none',
  'gives ID tokens scopes': 'id: a scope in an ID token gives no scope',
  'takes groups as they come': 'claims: groups that are no list of strings are refused',
  'hands out one answer to all': 'good: what one caller does to an answer never reaches another',
  'decodes base64 laxly': 'form: another spelling of the payload’s last byte is refused',
  'trims the token': 'form: white space around or inside a token is refused',
  'ignores further parts': 'form: four parts are refused',
  'strips the scheme': 'form: a scheme in front of the token is refused',
  'lets the last member win': 'form: a claim given twice is refused',
  'repairs broken UTF-8': 'form: bytes that are not UTF-8 are refused',
  'reads tokens of any size': 'form: a megabyte is refused, signed or not',
  'never refreshes the keys': 'keys: a key that is rotated in is accepted without a restart',
  'keeps removed keys': 'keys: a removed key is refused once the new set has been seen',
  'keeps accepted tokens of removed keys': 'keys: a removed key is refused once the new set has been seen',
  'calls an outage unauthorized': 'keys: keys that cannot be had are unavailable, never unauthorized',
  'never tries again after an outage': 'keys: the validator works again once the keys can be had',
  'fetches keys for each call': 'remote keys: many first validations at once ask for the keys once',
  'fetches keys for each unknown kid':
    'remote keys: a flood of unknown kids asks for the keys a second time at most',
  'forgets its keys in an outage':
    'remote keys: the last keys serve while the issuer cannot be reached for a short time',
  'calls an unknown kid unauthorized in an outage':
    'remote keys: a kid that cannot be looked up is unavailable, never unauthorized',
  'fetches keys before looking at the token':
    'remote keys: no keys are asked for on behalf of a token that is refused anyway',
  'puts the token into the message': 'form: two parts are refused',
  'puts the token into the cause': 'signature: an altered signature is refused wherever it is altered',
  'throws instead of rejecting': 'form: what is no JWT at all is refused',
} as const;

export type Fault = keyof typeof faults;
