/** One request of the demo and what must come back. */
export interface Step {
  readonly title: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly status: number;
  /** Members that the answer's body must have. */
  readonly expect?: Readonly<Record<string, unknown>>;
}

export interface StepAnswer {
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** Something that did not come back as the demo expects. */
export class Surprise extends Error {
  override readonly name = 'Surprise';
}

/** Sends one request, prints both sides, and compares. @throws Surprise */
export async function perform(
  invokeUrl: string,
  step: Step,
  print: (line: string) => void,
): Promise<StepAnswer> {
  const { title, method = 'GET', path = '/notes', headers = {}, body, status, expect = {} } = step;
  print(`\n# ${title}`);
  const shown = Object.entries(headers).map(([name, value]) => ` -H '${name}: ${shorten(value)}'`);
  print(`> ${method} ${path}${shown.join('')}${body === undefined ? '' : ` -d '${JSON.stringify(body)}'`}`);
  const response = await fetch(invokeUrl + path, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const etag = response.headers.get('etag');
  print(`< ${response.status}${etag === null ? '' : ` ETag: ${etag}`} ${text}`);
  if (response.status !== status) throw new Surprise(`${title}: expected ${status}, got ${response.status}`);
  const answer = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  for (const [name, value] of Object.entries(expect)) {
    if (JSON.stringify(answer[name]) !== JSON.stringify(value)) {
      throw new Surprise(
        `${title}: expected ${name} to be ${JSON.stringify(value)}, got ${JSON.stringify(answer[name])}`,
      );
    }
  }
  return { headers: response.headers, body: answer };
}

function shorten(value: string): string {
  return value.length > 40 ? `${value.slice(0, 20)}...` : value;
}
