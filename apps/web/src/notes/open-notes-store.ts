import type { NotesClient } from '@notes/client';
import { LocalFirstNotesStore } from './local-first-notes-store.ts';
import { LocalNotes } from './local-notes.ts';
import { NotesDatabase } from './notes-database.ts';
import type { NotesStore } from './notes-store.ts';
import { type Platform, browserPlatform } from './platform.ts';
import { Synchroniser } from './synchroniser.ts';

export interface NotesStoreOptions {
  /** Whose notes; each user of a browser has a database of their own. */
  readonly userId: string;
  /** Calls the service as that user and as no other: see `accessTokenOf`. */
  readonly client: NotesClient;
  /** How long a deletion can be taken back; default 8. */
  readonly undoSeconds?: number;
  /** How long what was typed waits for more to be sent with it; default 500. */
  readonly sendDelayMilliseconds?: number;
  /** How long a list is good enough for a page that comes into view again; default 30. */
  readonly freshSeconds?: number;
  /** Notes to load at a time, 1 to 100; default 50. */
  readonly pageSize?: number;
  /** Default: the browser. */
  readonly platform?: Platform;
}

/**
 * Opens the notes of a user, as this device knows them, and begins to synchronise.
 *
 * @throws NotesStoreError `unavailable` where the browser keeps no databases for this page; `full`
 */
export async function openNotesStore({
  userId,
  client,
  undoSeconds = 8,
  sendDelayMilliseconds = 500,
  freshSeconds = 30,
  pageSize = 50,
  platform = browserPlatform(),
}: NotesStoreOptions): Promise<NotesStore> {
  const name = `notes-${userId}`;
  let lost = (): void => undefined;
  const database = await NotesDatabase.open(name, () => lost());
  const channel = platform.openChannel(name);
  let changed = (): void => undefined;
  const local = await LocalNotes.load({ database, channel, platform }, () => changed());
  const synchroniser = new Synchroniser({
    client,
    local,
    platform,
    lockName: name,
    undoMilliseconds: undoSeconds * 1_000,
    sendDelayMilliseconds,
    freshMilliseconds: freshSeconds * 1_000,
    pageSize,
  });
  changed = () => synchroniser.wake();
  lost = () => {
    void synchroniser.stop();
    channel.close();
    local.clear();
  };
  synchroniser.start();
  return new LocalFirstNotesStore({
    local,
    synchroniser,
    platform,
    close: () => {
      channel.close();
      database.close();
    },
    erase: async () => {
      channel.close();
      await database.erase();
    },
  });
}
