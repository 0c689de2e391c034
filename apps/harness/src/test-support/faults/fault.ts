import type { Exchange, ProxiedAnswer, ProxiedRequest } from './fault-proxy.ts';

/** A way for a deployment to be wrong, and the case of the HTTP contract that must find it. */
export interface HttpApiFault {
  readonly fault: string;
  readonly foundBy: string;
  /** Makes an exchange that starts without a memory. */
  readonly exchange: () => Exchange;
}

/** A fault so plain that a whole group of cases must find it. */
export interface GroupFault extends Omit<HttpApiFault, 'foundBy'> {
  /** What the names of the cases match. */
  readonly foundBy: RegExp;
}

/** Falsifies requests on their way in. */
export function inwards(change: (request: ProxiedRequest) => void): () => Exchange {
  return () => async (request, forward) => {
    change(request);
    return forward(request);
  };
}

/** Falsifies answers on their way out. */
export function outwards(change: (answer: ProxiedAnswer, request: ProxiedRequest) => void): () => Exchange {
  return () => async (request, forward) => {
    const answer = await forward(request);
    change(answer, request);
    return answer;
  };
}

/** Falsifies answers of one status. */
export function outwardsAt(
  status: number,
  change: (answer: ProxiedAnswer, request: ProxiedRequest) => void,
): () => Exchange {
  return outwards((answer, request) => {
    if (answer.status === status) change(answer, request);
  });
}
