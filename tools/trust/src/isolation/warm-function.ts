import { AsyncLocalStorage } from 'node:async_hooks';
import { type NoteRepository, revision } from '@notes/domain';
import { type ClientRequest, NotesFunction, type ProxyAnswer } from '../support/notes-function.ts';
import { type Action, Knowledge } from './action.ts';

/** A request as it was sent, and when: times and revisions follow from the number, so that a second run has the same. */
export interface Sent {
  readonly caller: string;
  readonly number: number;
  readonly request: ClientRequest;
}

/** On whose behalf the code runs that asks. */
export const current = new AsyncLocalStorage<Sent>();

/** A warm notes function: one handler for all callers, one after the other and at the same time. */
export class WarmFunction {
  readonly #function: NotesFunction;

  constructor(notes: NoteRepository) {
    const number = () => current.getStore()?.number ?? 0;
    this.#function = new NotesFunction(notes, {
      clock: { now: () => Date.UTC(2026, 0, 1) + number() },
      revisions: { next: () => revision(`r-${number()}`) },
    });
  }

  /** The answer, as text that can be compared byte by byte. */
  async send(sent: Sent): Promise<ProxyAnswer> {
    const request = { ...sent.request, requestId: `request-${sent.number}` };
    return current.run(sent, () => this.#function.call(sent.caller, request));
  }

  /** Lets both users act; gives what they sent and what they were answered. */
  async interleave(
    users: readonly [string, string],
    actions: readonly Action[],
  ): Promise<{ readonly sent: readonly Sent[]; readonly answers: readonly ProxyAnswer[] }> {
    const knowledge = [new Knowledge(), new Knowledge()] as const;
    const sent: Sent[] = [];
    const answers: Promise<ProxyAnswer>[] = [];
    // Who acts at the moment: each user does one thing after the other.
    let acting: readonly (0 | 1)[] = [];
    for (const action of actions) {
      const isTogether = action.together && acting.length === 1 && !acting.includes(action.user);
      if (!isTogether) await Promise.all(answers);
      acting = isTogether ? [...acting, action.user] : [action.user];
      const [own, other] = action.user === 0 ? knowledge : [knowledge[1], knowledge[0]];
      const next = { caller: users[action.user], number: sent.length, request: action.compose(own, other) };
      sent.push(next);
      answers.push(
        this.send(next).then((answer) => {
          own.learn(answer);
          return answer;
        }),
      );
    }
    return { sent, answers: await Promise.all(answers) };
  }
}
