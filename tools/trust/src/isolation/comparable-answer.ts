import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer as it came over the wire, without what differs from one request to the next: its id, and the date. */
export interface ComparableAnswer {
  readonly status: string;
  /** Names and values in the order and the case in which they came. */
  readonly headers: readonly string[];
  readonly body: string;
  readonly etag: string | undefined;
}

/** Headers that hold the time, or the id of the request. */
const CHANGING = /^(date|x-request-id|x-amzn-requestid|x-amz-apigw-id)$/i;

/** Sends a request on a connection of its own. */
export async function comparableAnswer(
  invokeUrl: string,
  token: string,
  sent: HttpRequest,
): Promise<ComparableAnswer> {
  const { method, path, headers = {}, body } = sent;
  const { promise, resolve, reject } = Promise.withResolvers<ComparableAnswer>();
  const outgoing = request(
    `${invokeUrl}${path}`,
    { method, agent: false, headers: { Authorization: token, ...headers } },
    (incoming) => {
      buffer(incoming).then((bytes) => {
        const id = incoming.headers['x-request-id'];
        const text = bytes.toString('latin1');
        resolve({
          status: `HTTP/${incoming.httpVersion} ${incoming.statusCode} ${incoming.statusMessage}`,
          headers: incoming.rawHeaders.map((value, index, all) =>
            index % 2 === 1 && CHANGING.test(all[index - 1] ?? '') ? '(changes)' : value,
          ),
          body: typeof id === 'string' ? text.replaceAll(id, '(request id)') : text,
          etag: incoming.headers.etag,
        });
      }, reject);
    },
  );
  outgoing.on('error', reject);
  outgoing.end(body);
  return promise;
}
