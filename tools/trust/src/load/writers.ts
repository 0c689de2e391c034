import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';

export interface Acknowledged {
  readonly id: string;
  /** The gateway's id of the request, which the handler logs. */
  readonly requestId: string;
}

/** Clients that create notes one after the other until the server takes no more. */
export class Writers {
  readonly acknowledged: Acknowledged[] = [];
  /** Other statuses, and answers that broke off. */
  readonly failures: string[] = [];
  readonly #url: string;
  readonly #token: string;
  readonly #agent = new Agent({ keepAlive: true });
  #counter = 0;
  #hasEnded = false;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** Resolves when every client has been turned away. */
  async run(clients: number): Promise<void> {
    await Promise.all(Array.from({ length: clients }, () => this.#writeOn()));
    this.#hasEnded = true;
    this.#agent.destroy();
  }

  /** Resolves as soon as so many writes have been acknowledged. @throws Error when every client has been turned away before. */
  async reached(count: number): Promise<void> {
    while (this.acknowledged.length < count) {
      if (this.#hasEnded) throw new Error(`Only ${this.acknowledged.length} writes were acknowledged.`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async #writeOn(): Promise<void> {
    for (;;) {
      const id = `note-${++this.#counter}`;
      const response = await this.#create(id);
      // Nobody took the request, or the connection had been given up before it came: it was never answered.
      if (response === undefined) return;
      try {
        response.resume();
        await once(response, 'end');
      } catch (error) {
        this.failures.push(`the answer to ${id} broke off: ${String(error)}`);
        return;
      }
      if (!response.complete || response.statusCode !== 201)
        this.failures.push(`${id}: ${response.statusCode}`);
      else this.acknowledged.push({ id, requestId: String(response.headers['x-request-id']) });
    }
  }

  async #create(noteid: string): Promise<IncomingMessage | undefined> {
    const outgoing = request(`${this.#url}/notes`, {
      method: 'POST',
      agent: this.#agent,
      headers: { Authorization: this.#token, 'Content-Type': 'application/json' },
    });
    outgoing.end(JSON.stringify({ noteid, note: `text of ${noteid}` }));
    try {
      const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
      return response;
    } catch {
      return undefined;
    }
  }
}
