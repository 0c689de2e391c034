/**
 * Where an issuer publishes its keys: `{issuer}/.well-known/jwks.json`.
 * @throws TypeError when the issuer is no plain https URL. Http is for loopback only: anybody on the way could hand out other keys.
 */
export function jwksUrl(issuer: string): string {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  if (!url || url.search || url.hash || url.username || url.password || /[\s?#]/.test(issuer)) {
    throw new TypeError(`The issuer "${issuer}" is no URL of the form https://host/path.`);
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw new TypeError(`The issuer "${issuer}" must use https; plain http is for loopback addresses only.`);
  }
  return `${issuer.replace(/\/$/, '')}/.well-known/jwks.json`;
}

/** RFC 6761, section 6.3 and RFC 4291, section 2.5.3; URL has written any IPv4 address in four decimal parts. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
