import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Which connections of a server have requests that are being answered. Node itself tells only of those that have been answered before. */
export class Connections {
  readonly #unanswered = new Map<Socket, number>();

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.#unanswered.set(socket, 0);
      socket.once('close', () => this.#unanswered.delete(socket));
    });
  }

  /** Counts a request, whose headers have come, until its answer has been sent. */
  begin(socket: Socket, response: ServerResponse): void {
    this.#count(socket, 1);
    response.once('close', () => this.#count(socket, -1));
  }

  /** Ends the connections on which nothing is being answered: those that wait, that have said nothing yet, or only a part of their headers. */
  closeUnused(): void {
    for (const [socket, requests] of this.#unanswered) if (requests === 0) socket.destroy();
  }

  #count(socket: Socket, change: number): void {
    const requests = this.#unanswered.get(socket);
    if (requests !== undefined) this.#unanswered.set(socket, requests + change);
  }
}
