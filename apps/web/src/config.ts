/** What the app is told of its deployment by `config.json`: the members that `npm run client-config` writes and the harness serves. */
export interface WebConfig {
  /** The API's invoke URL, without a slash at the end. */
  readonly invokeUrl: string;
  readonly region: string;
  readonly issuer: string;
  /** Where the user pool's API is called. */
  readonly userPoolEndpoint: string;
  readonly userPoolId: string;
  readonly clientId: string;
}

const MEMBERS: Readonly<Record<keyof WebConfig, 'url' | 'text'>> = {
  invokeUrl: 'url',
  region: 'text',
  issuer: 'url',
  userPoolEndpoint: 'url',
  userPoolId: 'text',
  clientId: 'text',
};

/**
 * Reads `/config.json` of the page's own origin. Members that the app does not know are left out.
 *
 * @throws Error that says what is the matter: no answer, not JSON, or each member that is missing or malformed.
 */
export async function loadConfig(fetchJson: typeof fetch): Promise<WebConfig> {
  const response = await fetchJson('/config.json', { cache: 'no-cache' });
  if (!response.ok) throw new Error(`/config.json: the server answered ${response.status}.`);
  const found: unknown = await response.json().catch((cause: unknown) => {
    throw new Error('/config.json is not JSON.', { cause });
  });
  if (typeof found !== 'object' || found === null || Array.isArray(found)) {
    throw new Error('/config.json holds no object.');
  }
  return validated(found as Readonly<Record<string, unknown>>);
}

function validated(found: Readonly<Record<string, unknown>>): WebConfig {
  const problems: string[] = [];
  const members = Object.entries(MEMBERS).map(([name, kind]) => {
    const value = found[name];
    if (value === undefined) problems.push(`${name} is missing`);
    else if (typeof value !== 'string' || value === '') problems.push(`${name} must be a text`);
    else if (kind === 'url' && !isWebAddress(value)) problems.push(`${name} must be an http(s) URL`);
    return [name, kind === 'url' ? withoutSlash(value) : value];
  });
  if (problems.length > 0) throw new Error(`/config.json: ${problems.join(', ')}.`);
  return Object.fromEntries(members) as WebConfig;
}

const isWebAddress = (text: string): boolean => ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? '');

const withoutSlash = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/\/+$/, '') : value;
