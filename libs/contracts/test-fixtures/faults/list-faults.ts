import type { Note, NoteId, NotePage, PageRequest, UserId } from '@notes/domain';
import { SimpleNoteRepository } from '../simple-note-repository.ts';
import type { Fault } from './fault.ts';

const wholeWalk = 'paging: forwards and backwards over 1,000 notes gives each exactly once, 23 or 100 a page';

export const listFaults: readonly Fault[] = [
  {
    fault: 'the note at the end of a page is lost',
    foundBy: wholeWalk,
    repository: class extends SimpleNoteRepository {
      override async list(owner: UserId, page: PageRequest): Promise<NotePage> {
        const { notes, next } = await super.list(owner, page);
        return next === undefined ? { notes } : { notes: notes.slice(0, -1), next };
      }
    },
  },
  {
    fault: 'the note at the end of a page comes again on the next',
    foundBy: wholeWalk,
    repository: class extends SimpleNoteRepository {
      override async list(owner: UserId, page: PageRequest): Promise<NotePage> {
        const { notes, next } = await super.list(owner, page);
        const again = page.after && (await this.get(owner, page.after));
        return { notes: [...(again ? [again] : []), ...notes].slice(0, page.limit), ...(next && { next }) };
      }
    },
  },
  {
    fault: 'there is only ever one page',
    foundBy: wholeWalk,
    repository: class extends SimpleNoteRepository {
      override async list(owner: UserId, page: PageRequest): Promise<NotePage> {
        return { notes: (await super.list(owner, page)).notes };
      }
    },
  },
  {
    fault: 'the last page is lost when it is full',
    foundBy: 'paging: a number of notes that the limit divides gives each exactly once',
    repository: class extends SimpleNoteRepository {
      override async list(owner: UserId, page: PageRequest): Promise<NotePage> {
        const { notes, next } = await super.list(owner, page);
        return {
          notes: next === undefined && page.after && notes.length === page.limit ? [] : notes,
          ...(next && { next }),
        };
      }
    },
  },
  {
    fault: 'a limit of one is two',
    foundBy: 'paging: a limit of one gives each note exactly once',
    repository: class extends SimpleNoteRepository {
      override async list(owner: UserId, page: PageRequest): Promise<NotePage> {
        return super.list(owner, { ...page, limit: Math.max(page.limit, 2) });
      }
    },
  },
  {
    fault: 'a page is a count of notes from the beginning',
    foundBy:
      'paging: forwards over 1,000 notes loses and repeats nothing while others are written and deleted',
    repository: class extends SimpleNoteRepository {
      readonly #offsets = new Map<NoteId | undefined, number>();
      override async list(owner: UserId, { after, order, limit }: PageRequest): Promise<NotePage> {
        const all = this.notesOf(owner).sort((left, right) => this.compare(left.id, right.id, order));
        const start = after === undefined ? 0 : (this.#offsets.get(after) ?? 0);
        const notes = all.slice(start, start + limit);
        const next = notes.at(-1)?.id;
        if (next) this.#offsets.set(next, start + limit);
        return { notes, ...(next && start + limit < all.length && { next }) };
      }
    },
  },
  {
    fault: 'a position backwards is found again only while its note is there',
    foundBy:
      'paging: backwards over 1,000 notes loses and repeats nothing while others are written and deleted',
    repository: class extends SimpleNoteRepository {
      override async list(owner: UserId, page: PageRequest): Promise<NotePage> {
        if (page.order === 'desc' && page.after && !this.find(owner, page.after)) return { notes: [] };
        return super.list(owner, page);
      }
    },
  },
  {
    fault: 'a position is found again only while its note is there',
    foundBy: 'list: after a note deleted since starts where it was',
    repository: class extends SimpleNoteRepository {
      override async list(owner: UserId, { after, ...page }: PageRequest): Promise<NotePage> {
        return super.list(owner, after && this.find(owner, after) ? { ...page, after } : page);
      }
    },
  },
  {
    fault: 'after is ignored when there is no such note',
    foundBy: 'list: after a note that never existed starts where it would be',
    repository: class extends SimpleNoteRepository {
      readonly #everWritten = new Set<NoteId>();
      override async list(owner: UserId, { after, ...page }: PageRequest): Promise<NotePage> {
        for (const { id } of this.notesOf(owner)) this.#everWritten.add(id);
        return super.list(owner, after && this.#everWritten.has(after) ? { ...page, after } : page);
      }
    },
  },
  {
    fault: 'after looks in the direction of asc always',
    foundBy: 'list: after a note starts behind it, in the direction of the order',
    repository: class extends SimpleNoteRepository {
      override async list(owner: UserId, { after, ...page }: PageRequest): Promise<NotePage> {
        if (page.order === 'asc' && after) return super.list(owner, { ...page, after });
        const { notes, ...rest } = await super.list(owner, page);
        return { notes: notes.filter(({ id }) => !after || id > after), ...rest };
      }
    },
  },
  {
    fault: "notes are sorted as a person's language sorts",
    foundBy: 'list: asc is the order of the bytes of the ids',
    repository: class extends SimpleNoteRepository {
      protected override compare(left: string, right: string, order: 'asc' | 'desc'): number {
        return left.localeCompare(right, 'en') * (order === 'asc' ? 1 : -1);
      }
    },
  },
  {
    fault: 'desc is asc',
    foundBy: 'list: desc is exactly the other way round',
    repository: class extends SimpleNoteRepository {
      protected override compare(left: string, right: string): number {
        return super.compare(left, right, 'asc');
      }
    },
  },
  {
    fault: 'list shows a note as it was first written',
    foundBy: 'list: gives each note as it was last written',
    repository: class extends SimpleNoteRepository {
      readonly #first = new Map<string, Note>();
      protected override notesOf(owner: UserId): Note[] {
        return super.notesOf(owner).map((note) => this.#first.get(this.key(owner, note.id)) ?? note);
      }
      protected override write(owner: UserId, stored: { readonly note: Note }): Note {
        const key = this.key(owner, stored.note.id);
        this.#first.set(key, this.#first.get(key) ?? stored.note);
        return super.write(owner, stored);
      }
    },
  },
  {
    fault: 'the last page of an owner without notes is missing',
    foundBy: 'list: an owner without notes has an empty last page',
    repository: class extends SimpleNoteRepository {
      override async list(owner: UserId, page: PageRequest): Promise<NotePage> {
        this.assertAvailable();
        if (this.notesOf(owner).length === 0) throw this.error('note-not-found');
        return super.list(owner, page);
      }
    },
  },
  {
    fault: 'long ids are cut',
    foundBy: 'list: ids of 128 characters that differ in the last one are told apart',
    repository: class extends SimpleNoteRepository {
      protected override key(owner: UserId, id: NoteId): string {
        return super.key(owner, id.slice(0, 127) as NoteId);
      }
    },
  },
  {
    fault: 'a page ends silently at a megabyte',
    foundBy: 'list: pages of more than a megabyte are complete',
    repository: class extends SimpleNoteRepository {
      override async list(owner: UserId, page: PageRequest): Promise<NotePage> {
        const { notes, ...rest } = await super.list(owner, page);
        let size = 0;
        return { notes: notes.filter(({ text }) => (size += text.length) <= 1024 * 1024), ...rest };
      }
    },
  },
];
