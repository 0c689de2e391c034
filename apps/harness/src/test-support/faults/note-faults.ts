import { type HttpApiFault, inwards, outwards, outwardsAt } from './fault.ts';
import type { ProxiedAnswer } from './fault-proxy.ts';

const FIRST_201 = 'create: answers 201 with the message, the whole note and a strong ETag';
const STALE_REPLACE = 'replace: with the ETag of another state it is 412, and nothing is written';
const NOT_MODIFIED = 'conditional reads: with the current ETag it is 304, with the ETag and no body';
const CONFLICT = 'create: the same id with another text is 409, and nothing is overwritten';

const created = (answer: ProxiedAnswer) => {
  answer.status = 201;
  answer.setHeader('Content-Type', 'application/json');
  answer.setHeader('ETag', '"made-up"');
};

/** Notes that are written, replaced and deleted wrongly. */
export const noteFaults: readonly HttpApiFault[] = [
  {
    fault: 'no ETag',
    foundBy: FIRST_201,
    exchange: outwards((answer) => answer.setHeader('ETag', undefined)),
  },
  {
    fault: 'weak ETags',
    foundBy: FIRST_201,
    exchange: outwardsAt(201, (answer) => answer.setHeader('ETag', `W/${answer.header('ETag')}`)),
  },
  {
    fault: 'no message',
    foundBy: FIRST_201,
    exchange: outwardsAt(201, (answer) => answer.changeJson(({ message: _, ...note }) => note)),
  },
  {
    fault: 'the owner in the note',
    foundBy: FIRST_201,
    exchange: outwardsAt(201, (answer) => answer.changeJson((note) => ({ ...note, owner: 'x' }))),
  },
  {
    fault: 'times in milliseconds',
    foundBy: FIRST_201,
    exchange: outwardsAt(201, (answer) => answer.changeJson((note) => ({ ...note, createdAt: 1e12 }))),
  },
  {
    fault: 'a Location without the note',
    foundBy: 'create: Location leads to the note',
    exchange: outwardsAt(201, (answer) => answer.setHeader('Location', '/notes')),
  },
  { fault: '201 for a conflict', foundBy: CONFLICT, exchange: outwardsAt(409, created) },
  {
    fault: '201 for everybody in a race',
    foundBy: 'races: of creates with different texts exactly one wins',
    exchange: outwardsAt(409, created),
  },
  {
    fault: 'If-Match is ignored by replace',
    foundBy: STALE_REPLACE,
    exchange: inwards((request) => {
      if (request.method === 'PUT' && request.header('If-Match')) request.setHeader('If-Match', '*');
    }),
  },
  {
    fault: 'the last writer wins',
    foundBy: "races: nobody's write vanishes when everybody reads before they replace",
    exchange: inwards((request) => {
      if (request.method === 'PUT') request.setHeader('If-Match', '*');
    }),
  },
  {
    fault: 'replace without a precondition',
    foundBy: 'replace: without If-Match it is 428, and nothing is written',
    exchange: inwards((request) => {
      if (request.method === 'PUT') request.setHeader('If-Match', request.header('If-Match') ?? '*');
    }),
  },
  {
    fault: 'weak tags match in If-Match',
    foundBy: STALE_REPLACE,
    exchange: inwards((request) =>
      request.setHeader('If-Match', request.header('If-Match')?.replace(/^W\//, '')),
    ),
  },
  {
    fault: 'If-Match is ignored by delete',
    foundBy: 'delete: with the ETag of another state it is 412, and the note stays',
    exchange: inwards((request) => {
      if (request.method === 'DELETE') request.setHeader('If-Match', undefined);
    }),
  },
  {
    fault: 'delete knows no If-Match: *',
    foundBy: 'delete: takes If-Match with the current ETag, and *',
    exchange: inwards((request) => {
      if (request.method === 'DELETE' && request.header('If-Match') === '*')
        request.setHeader('If-Match', '"any"');
    }),
  },
  {
    fault: '404 for a delete of what is not there',
    foundBy: 'delete: is 204 whether or not the note was there',
    exchange: () => async (request, forward) => {
      const { status } = await forward(request.copy({ method: 'GET', body: '' }));
      const answer = await forward(request);
      if (request.method === 'DELETE' && status === 404) answer.status = 404;
      return answer;
    },
  },
  {
    fault: '200 for a delete',
    foundBy: 'delete: answers 204 without a body, and the note is gone',
    exchange: outwardsAt(204, (answer) => (answer.status = 200)),
  },
  {
    fault: 'never 304',
    foundBy: NOT_MODIFIED,
    exchange: inwards((request) => request.setHeader('If-None-Match', undefined)),
  },
  {
    fault: 'If-None-Match takes one strong tag',
    foundBy: 'conditional reads: the ETag counts in a list, as a weak one, and as *',
    exchange: inwards((request) => {
      if (!/^"[^"]*"$/.test(request.header('If-None-Match') ?? ''))
        request.setHeader('If-None-Match', undefined);
    }),
  },
  {
    fault: 'a 304 without its ETag',
    foundBy: NOT_MODIFIED,
    exchange: outwardsAt(304, (answer) => answer.setHeader('ETag', undefined)),
  },
];
