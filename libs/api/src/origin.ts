/** Whether a text is an origin as browsers send it: scheme, host and port, and nothing after (RFC 6454, section 6.2). */
export function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value;
}
