/**
 * The page with a policy of its own, which names what the page may connect to. Browsers enforce it besides that of the header, so what either
 * of them refuses is refused (W3C CSP Level 3, section 8.1): the header may then name more than one deployment's API.
 *
 * @param html with a `<head>`; a policy governs what comes after it
 * @param sources of `connect-src`, besides the page's own origin
 * @throws Error when there is no `<head>`
 */
export function pinnedPage(html: string, sources: readonly string[]): string {
  const head = '<head>';
  if (!html.includes(head)) throw new Error(`The page of the web app has no ${head} to put its policy into.`);
  const policy = `connect-src 'self' ${sources.join(' ')}`;
  return html.replace(head, () => `${head}<meta http-equiv="Content-Security-Policy" content="${policy}" />`);
}
