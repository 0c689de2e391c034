import type { HttpApiFault } from './fault.ts';
import type { ProxiedAnswer, ProxiedRequest } from './fault-proxy.ts';

function tokenOf(request: ProxiedRequest): string {
  return request.header('Authorization') ?? '';
}

function withToken(request: ProxiedRequest, token: string): ProxiedRequest {
  const other = request.copy();
  other.setHeader('Authorization', token);
  return other;
}

/** Faults that come of what a deployment remembers, or of what it should have remembered. */
export const rememberingFaults: readonly HttpApiFault[] = [
  {
    fault: "another user's note is served",
    foundBy: "isolation: another user's note reads exactly as a missing one",
    exchange: () => {
      const creators = new Set<string>();
      return async (request, forward) => {
        const answer = await forward(request);
        if (answer.status === 201) creators.add(tokenOf(request));
        if (answer.status !== 404) return answer;
        for (const token of creators) {
          const other = await forward(withToken(request, token));
          if (other.status === 200) return other;
        }
        return answer;
      };
    },
  },
  {
    fault: "another user's note answers with one header more",
    foundBy: "isolation: another user's note reads exactly as a missing one",
    exchange: () => {
      const ids = new Set<string>();
      return async (request, forward) => {
        const answer = await forward(request);
        if (answer.status === 201) ids.add(answer.header('Location') ?? '');
        if (answer.status === 404 && ids.has(request.path)) answer.setHeader('X-Shard', '7');
        return answer;
      };
    },
  },
  {
    fault: "another user's note is replaced with 403 instead of 404",
    foundBy: "isolation: another user's note is replaced exactly as a missing one, and stays",
    exchange: () => {
      const ids = new Set<string>();
      return async (request, forward) => {
        const answer = await forward(request);
        if (answer.status === 201) ids.add(answer.header('Location') ?? '');
        if (answer.status === 404 && ids.has(request.path)) answer.status = 403;
        return answer;
      };
    },
  },
  {
    fault: "another user's note is deleted",
    foundBy: "isolation: another user's note is deleted exactly as a missing one, and stays",
    exchange: () => {
      const creators = new Set<string>();
      return async (request, forward) => {
        const answer = await forward(request);
        if (answer.status === 201) creators.add(tokenOf(request));
        if (request.method !== 'DELETE') return answer;
        for (const token of creators) await forward(withToken(request, token));
        return answer;
      };
    },
  },
  {
    fault: 'the first caller is everybody',
    foundBy: "isolation: a list holds the caller's notes only, also when callers take turns",
    exchange: () => {
      let first: string | undefined;
      return async (request, forward) => forward(withToken(request, (first ??= tokenOf(request))));
    },
  },
  {
    fault: 'a header says who is calling',
    foundBy: 'isolation: no header or parameter makes a caller somebody else',
    exchange: () => {
      const tokens = new Map<string, string>();
      return async (request, forward) => {
        const [, payload = ''] = tokenOf(request).split('.');
        const { sub } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub: string };
        tokens.set(sub, tokenOf(request));
        const named = tokens.get(request.header('X-User-Id') ?? '');
        return forward(named === undefined ? request : withToken(request, named));
      };
    },
  },
  {
    fault: 'all users share their ids',
    foundBy: 'isolation: two users may have notes of the same id, and each has his own',
    exchange: () => {
      const taken = new Map<string, string>();
      return async (request, forward) => {
        const answer = await forward(request);
        const location = answer.header('Location') ?? '';
        if (answer.status === 201 && (taken.get(location) ?? tokenOf(request)) !== tokenOf(request)) {
          answer.status = 409;
        }
        taken.set(location, tokenOf(request));
        return answer;
      };
    },
  },
  {
    fault: 'signatures are not checked',
    foundBy: 'identity: a token whose signature was altered is 401, and nothing is written',
    exchange: () => {
      const genuine = new Map<string, string>();
      return async (request, forward) => {
        const token = tokenOf(request);
        const claims = token.split('.')[1] ?? '';
        const answer = await forward(request);
        if (answer.status !== 401) genuine.set(claims, token);
        const known = genuine.get(claims);
        return answer.status === 401 && known ? forward(withToken(request, known)) : answer;
      };
    },
  },
  {
    fault: 'an answer is kept when the token has expired',
    foundBy: 'identity: an expired token is 401, whether or not it was used before',
    exchange: () => {
      const answers = new Map<string, ProxiedAnswer>();
      return async (request, forward) => {
        const key = `${request.method} ${request.path} ${tokenOf(request)}`;
        const answer = await forward(request);
        if (answer.status !== 401) answers.set(key, answer);
        return answers.get(key) ?? answer;
      };
    },
  },
  {
    fault: 'keys that came later are not accepted',
    foundBy: 'identity: tokens signed with new keys are accepted, and those of before still are',
    exchange: () => {
      let known: string | undefined;
      return async (request, forward) => {
        known ??= tokenOf(request).split('.')[0];
        return forward(tokenOf(request).startsWith(`${known}.`) ? request : withToken(request, 'no'));
      };
    },
  },
  {
    fault: 'a cursor of somebody else is ignored',
    foundBy: 'list: a cursor of another user is 400',
    exchange: () => async (request, forward) => {
      const answer = await forward(request);
      return answer.status === 400 && request.path.includes('cursor=')
        ? forward(request.copy({ path: '/notes' }))
        : answer;
    },
  },
  {
    fault: 'a create again writes again',
    foundBy: 'retries: a create again is the same 201, and nothing is written',
    exchange: () => {
      const locations = new Set<string>();
      return async (request, forward) => {
        const answer = await forward(request);
        const location = answer.header('Location');
        if (answer.status !== 201 || location === undefined || !locations.has(location)) {
          if (location !== undefined) locations.add(location);
          return answer;
        }
        const { note } = JSON.parse(request.body) as { note: string };
        const again = request.copy({ method: 'PUT', path: location, body: JSON.stringify({ note }) });
        again.setHeader('If-Match', '*');
        const replaced = await forward(again);
        answer.setHeader('ETag', replaced.header('ETag'));
        return answer;
      };
    },
  },
  {
    fault: 'a replace again is a conflict',
    foundBy: 'retries: a replace again is the same 200, and nothing is written',
    exchange: () => {
      const used = new Set<string>();
      return async (request, forward) => {
        const precondition = request.header('If-Match') ?? '';
        if (request.method !== 'PUT') return forward(request);
        if (used.has(precondition)) request.setHeader('If-Match', '"gone"');
        used.add(precondition);
        return forward(request);
      };
    },
  },
  {
    fault: 'a delete again removes the note of later',
    foundBy: 'retries: a delete with If-Match never removes a note created again since',
    exchange: () => {
      const used = new Set<string>();
      return async (request, forward) => {
        const precondition = request.header('If-Match') ?? '';
        if (request.method !== 'DELETE') return forward(request);
        if (used.has(precondition)) request.setHeader('If-Match', undefined);
        used.add(precondition);
        return forward(request);
      };
    },
  },
  {
    fault: 'a note is back after its deletion with the ETag of before',
    foundBy: 'create: after a delete the same id is a new note, and its ETag another',
    exchange: () => {
      const etags = new Map<string, string | undefined>();
      return async (request, forward) => {
        const answer = await forward(request);
        const location = answer.header('Location');
        if (answer.status !== 201 || location === undefined) return answer;
        if (!etags.has(location)) etags.set(location, answer.header('ETag'));
        answer.setHeader('ETag', etags.get(location));
        return answer;
      };
    },
  },
];
