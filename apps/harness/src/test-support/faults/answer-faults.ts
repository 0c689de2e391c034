import { type HttpApiFault, inwards, outwards, outwardsAt } from './fault.ts';

const NOT_FOUND = 'read: a note that is not there is 404';
const EVERY_ANSWER = 'headers: every answer has no-store, nosniff and a request id of its own';
const GATEWAY_401 =
  'gateway: a 401 is a problem that asks for a token, and never says what was wrong with it';

/** What every answer has, and who is let in. */
export const answerFaults: readonly HttpApiFault[] = [
  {
    fault: 'a stack in a 404',
    foundBy: NOT_FOUND,
    exchange: outwardsAt(404, (answer) =>
      answer.changeJson((body) => ({ ...body, detail: 'no\n    at getNote (/var/task/main.cjs:1:2)' })),
    ),
  },
  {
    fault: 'errors that are no problem details',
    foundBy: NOT_FOUND,
    exchange: outwardsAt(404, (answer) => answer.setHeader('Content-Type', 'application/json')),
  },
  {
    fault: 'a request id in the body that is not that of the header',
    foundBy: NOT_FOUND,
    exchange: outwardsAt(404, (answer) => answer.setHeader('x-request-id', 'another')),
  },
  {
    fault: '404 for an unknown route',
    foundBy: 'identity: an unknown route is 403',
    exchange: outwardsAt(403, (answer) => (answer.status = 404)),
  },
  {
    fault: 'no no-store on errors',
    foundBy: EVERY_ANSWER,
    exchange: outwardsAt(404, (answer) => answer.setHeader('Cache-Control', undefined)),
  },
  {
    fault: 'one request id for all',
    foundBy: EVERY_ANSWER,
    exchange: outwards((answer) => answer.setHeader('x-request-id', 'the-same')),
  },
  {
    fault: 'a 401 without WWW-Authenticate',
    foundBy: GATEWAY_401,
    exchange: outwardsAt(401, (answer) => answer.setHeader('WWW-Authenticate', undefined)),
  },
  {
    fault: 'a 401 that says why',
    foundBy: GATEWAY_401,
    exchange: outwardsAt(401, (answer, request) => {
      const detail = request.header('Authorization') ? 'Your token is wrong.' : 'You have sent no token.';
      answer.changeJson((body) => ({ ...body, detail }));
    }),
  },
  {
    fault: '403 for a bad token',
    foundBy: 'identity: what is no JWT is 401, and nothing is written',
    exchange: outwardsAt(401, (answer) => (answer.status = 403)),
  },
  {
    fault: 'the first of two Authorization headers counts',
    foundBy: 'identity: two Authorization headers are 401',
    exchange: inwards((request) => request.setHeader('Authorization', request.header('Authorization'))),
  },
  {
    fault: 'Bearer in one case only',
    foundBy: 'identity: the token may be bare or behind Bearer in any case, for the same user',
    exchange: inwards((request) => {
      if (request.header('Authorization')?.startsWith('BEARER')) request.setHeader('Authorization', 'no');
    }),
  },
  {
    fault: 'one token for one method',
    foundBy: 'identity: one token is good for every route, in any order',
    exchange: outwards((answer, request) => {
      if (request.method === 'DELETE') answer.status = 403;
    }),
  },
  {
    fault: 'every origin may read',
    foundBy: 'headers: without an Origin that is allowed no origin may read an answer',
    exchange: outwards((answer) => answer.setHeader('Access-Control-Allow-Origin', '*')),
  },
  {
    fault: 'an origin is allowed by its beginning',
    foundBy: 'headers: without an Origin that is allowed no origin may read an answer',
    exchange: outwards((answer, request) => {
      const origin = request.header('Origin');
      if (origin?.startsWith('https://notes.example'))
        answer.setHeader('Access-Control-Allow-Origin', origin);
    }),
  },
  {
    fault: 'the ETag is hidden from scripts',
    foundBy: 'headers: the allowed origin may read every answer',
    exchange: outwards((answer) => answer.setHeader('Access-Control-Expose-Headers', 'x-request-id')),
  },
  {
    fault: "the gateway's answers have no CORS",
    foundBy: "gateway: the allowed origin may read the gateway's own answers",
    exchange: outwardsAt(401, (answer) => answer.setHeader('Access-Control-Allow-Origin', undefined)),
  },
  {
    fault: 'a preflight without If-Match',
    foundBy: 'headers: a preflight of the allowed origin is granted, without a token',
    exchange: outwards((answer) =>
      answer.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type'),
    ),
  },
];
