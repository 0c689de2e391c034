/**
 * Where Cognito and those like it publish an issuer's keys: `{issuer}/.well-known/jwks.json`.
 * @throws TypeError as {@link wellKnownUrl}.
 */
export function jwksUrl(issuer: string): string {
  return wellKnownUrl(issuer, 'jwks.json');
}

/**
 * A document below an issuer: `{issuer}/.well-known/{name}` (OpenID Connect Discovery 1.0, section 4).
 * @throws TypeError when the issuer is no plain https URL. Http is for loopback only: anybody on the way could hand out other keys.
 */
export function wellKnownUrl(issuer: string, name: string): string {
  secureUrl('The issuer', issuer);
  if (/[?#]/.test(issuer)) throw noUrl('The issuer', issuer);
  return `${issuer.replace(/\/$/, '')}/.well-known/${name}`;
}

/**
 * Reads an address to fetch from.
 * @param what names the text in the error, e.g. `The issuer`
 * @throws TypeError unless it is an https URL, or one of http on loopback, without user, password and white space.
 */
export function secureUrl(what: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.username || url.password || /\s/.test(text)) throw noUrl(what, text);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw new TypeError(`${what} "${text}" must use https; plain http is for loopback addresses only.`);
  }
  return url;
}

/** What stands before an @ may be a password, and is not repeated. */
function noUrl(what: string, text: string): TypeError {
  const shown = text.includes('@') ? '' : ` "${text}"`;
  return new TypeError(`${what}${shown} is no URL of the form https://host/path.`);
}

/** RFC 6761, section 6.3 and RFC 4291, section 2.5.3; URL has written any IPv4 address in four decimal parts. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
