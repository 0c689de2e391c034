import type { RequestListener, ServerResponse } from 'node:http';

const json = { 'content-type': 'application/json' };

/** Takes the request and says nothing, for good. Calls back once there is nothing more to wait for. */
export const neverAnswers =
  (hopeless: () => void): RequestListener =>
  () => {
    hopeless();
  };

/** The head at once, and then a blank every few milliseconds, for good: no pause is ever long. Calls back after some of them. */
export const drips =
  (hopeless: () => void): RequestListener =>
  (_, response) => {
    response.writeHead(200, json);
    let drops = 0;
    const timer = setInterval(() => {
      response.write(' ');
      if (++drops === 10) hopeless();
    }, 2);
    response.on('close', () => clearInterval(timer));
  };

/** A TCP reset instead of an answer. */
export const resets: RequestListener = (request) => {
  request.socket.resetAndDestroy();
};

/** A TCP reset in the middle of the answer. */
export const resetsHalfway =
  (body: string): RequestListener =>
  (request, response) => {
    startAnswer(response, body, () => request.socket.resetAndDestroy());
  };

/** The connection ends in an orderly way, but before as many bytes have come as were announced. */
export const truncates =
  (body: string): RequestListener =>
  (request, response) => {
    startAnswer(response, body, () => request.socket.end());
  };

function startAnswer(response: ServerResponse, body: string, end: () => void): void {
  response.writeHead(200, { ...json, 'content-length': Buffer.byteLength(body) });
  response.write(body.slice(0, body.length / 2), end);
}

/** The connection closes right after it was taken. */
export const hangsUp: RequestListener = (request) => {
  request.socket.destroy();
};

/** What is not HTTP. */
export const speaksNoHttp: RequestListener = (request) => {
  request.socket.end('SSH-2.0-OpenSSH_9.9\r\n');
};

/** More and more of the body, until the other side hangs up. */
export const neverEnds: RequestListener = (_, response) => {
  response.writeHead(200, json);
  const more = () => {
    while (!response.destroyed && response.write('x'.repeat(8192)));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
};

/** Headers without an end. */
export const neverEndsItsHeaders: RequestListener = (request) => {
  const { socket } = request;
  socket.on('error', () => undefined);
  socket.write('HTTP/1.1 200 OK\r\n');
  const more = () => {
    while (!socket.destroyed && socket.write(`x: ${'x'.repeat(8192)}\r\n`));
    if (!socket.destroyed) socket.once('drain', more);
  };
  more();
};

export const fails =
  (status: number): RequestListener =>
  (_, response) => {
    response.writeHead(status, json).end('{"message":"Internal server error"}');
  };

/** One behaviour for the first so many requests, and another from then on. */
export function first(times: number, before: RequestListener, after: RequestListener): RequestListener {
  let requests = 0;
  return (request, response) => {
    (requests++ < times ? before : after)(request, response);
  };
}
