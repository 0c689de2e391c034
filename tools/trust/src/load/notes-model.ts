/** What the API has acknowledged, and what it may have done without having been able to say so. */
export class NotesModel {
  /** By id: the text that the last acknowledged write left. */
  readonly acknowledged = new Map<string, string>();
  /** By id: what an unanswered write would leave; undefined is no note. */
  readonly #unanswered = new Map<string, string | undefined>();
  writes = 0;

  /** A write is on its way. */
  sent(id: string, text: string | undefined): void {
    this.#unanswered.set(id, text);
  }

  /** The write that is on its way has been answered with success. */
  confirmed(id: string): void {
    const text = this.#unanswered.get(id);
    this.#unanswered.delete(id);
    this.writes++;
    if (text === undefined) this.acknowledged.delete(id);
    else this.acknowledged.set(id, text);
  }

  /** What is stored and should not be, or the other way round; a note with an unanswered write may be as before or after it. */
  differences(stored: ReadonlyMap<string, string>): string[] {
    const ids = new Set([...this.acknowledged.keys(), ...stored.keys()]);
    return [...ids].filter((id) => {
      const found = stored.get(id);
      const mayBe = [
        this.acknowledged.get(id),
        ...(this.#unanswered.has(id) ? [this.#unanswered.get(id)] : []),
      ];
      return !mayBe.includes(found);
    });
  }
}
