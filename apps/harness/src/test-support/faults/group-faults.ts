import { type GroupFault, inwards, outwards, outwardsAt } from './fault.ts';
import type { ProxiedAnswer } from './fault-proxy.ts';

/** One regular expression of several. */
const anyOf = (...patterns: readonly RegExp[]) => new RegExp(patterns.map(({ source }) => source).join('|'));

const succeedAt = (...statuses: readonly number[]) =>
  outwards((answer) => {
    if (statuses.includes(answer.status)) answer.status = 200;
  });

const addWhatWasRefused = (answer: ProxiedAnswer) =>
  answer.changeJson((body) =>
    Array.isArray(body['notes'])
      ? { ...body, notes: [...(body['notes'] as unknown[]), { noteid: 'refused', note: 'written' }] }
      : { ...body, note: 'written' },
  );

/** Each case of a group is seen failing, where most of them differ only in what they send. */
export const groupFaults: readonly GroupFault[] = [
  {
    fault: 'texts are lengthened',
    foundBy: /^text: /,
    exchange: inwards((request) =>
      request.changeJson((body) => ('note' in body ? { ...body, note: `${String(body['note'])}.` } : body)),
    ),
  },
  {
    fault: 'bad input is a success',
    foundBy: anyOf(/^input: /, /^replace and delete: /, /^list: (a cursor|a bad|an unknown|a repeated)/),
    exchange: succeedAt(400, 413, 415),
  },
  {
    fault: 'whatever is wrong is somewhere else',
    foundBy: /^pointers: /,
    exchange: outwardsAt(400, (answer) =>
      answer.changeJson((body) => ({ ...body, errors: [{ pointer: '#/elsewhere', detail: 'is wrong' }] })),
    ),
  },
  {
    fault: 'whoever is refused is let in',
    foundBy: anyOf(/^identity: .* (is 401|are 401|wants a token)/, /^gateway: an unknown route/),
    exchange: succeedAt(401, 403),
  },
  {
    fault: 'what was refused is there all the same',
    foundBy: anyOf(/^(input|identity|replace).* nothing is written$/, /none is made$/),
    exchange: () => {
      let wasRefused = false;
      return async (request, forward) => {
        const answer = await forward(request);
        if (request.method !== 'GET') wasRefused ||= answer.status >= 400;
        else if (wasRefused && answer.status === 200) addWhatWasRefused(answer);
        // One that was not there before is there now.
        else if (wasRefused && answer.status === 404) answer.status = 200;
        return answer;
      };
    },
  },
  {
    fault: 'another state, or none, is a success',
    foundBy: anyOf(
      /^retries: .* is (409|412)$/,
      /^races: of /,
      /^replace: .* (404|412),/,
      /^read: a note that is not/,
    ),
    exchange: succeedAt(404, 409, 412),
  },
  {
    fault: 'a note reads otherwise than it was written',
    foundBy: anyOf(
      /^create: (stores|takes note ids|ids that differ)/,
      /^read: a percent-encoded/,
      /^conditional reads: with the ETag of another/,
      /^replace: (answers|\*|an ETag)/,
      /^races: creates/,
      /^isolation: two users may/,
    ),
    exchange: outwards((answer, request) => {
      if (request.method === 'GET')
        answer.changeJson((body) => ('note' in body ? { ...body, note: 'another text' } : body));
    }),
  },
  {
    fault: 'lists end after the first note',
    foundBy: /^list: (notes written|pages)/,
    exchange: outwards((answer) =>
      answer.changeJson((body) =>
        Array.isArray(body['notes']) ? { notes: (body['notes'] as unknown[]).slice(0, 1) } : body,
      ),
    ),
  },
];
