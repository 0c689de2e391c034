import { DatabaseSync } from 'node:sqlite';

/** "NOTE" in ASCII: tells a file of notes from any other (https://www.sqlite.org/pragma.html#pragma_application_id). */
const APPLICATION_ID = 0x4e4f5445;

/** How long a call waits for another process that writes. It blocks this process. */
const BUSY_TIMEOUT_MS = 1000;

/** What takes a file from version n, its place in this list, to n + 1. A released one is never changed. */
const migrations = [
  `CREATE TABLE note (
     owner TEXT NOT NULL,
     id TEXT NOT NULL,
     text TEXT NOT NULL CHECK (octet_length(text) BETWEEN 1 AND 262144),
     created_at INTEGER NOT NULL,
     updated_at INTEGER NOT NULL,
     version INTEGER NOT NULL CHECK (version >= 1),
     revision TEXT NOT NULL,
     predecessor TEXT,
     PRIMARY KEY (owner, id)
   ) STRICT`,
];

/**
 * Opens a file of notes and brings it up to date; makes one where there is none.
 *
 * The file is in WAL mode with `synchronous = FULL`: a write that was acknowledged outlives the process and the power supply
 * (https://www.sqlite.org/pragma.html#pragma_synchronous). Beside it SQLite keeps `-wal` and `-shm` files, which belong to it.
 *
 * @param path of the file, or `:memory:` for notes that end with the process
 * @returns the open database; whoever opened it closes it
 * @throws Error when the file cannot be opened, holds something else, or was made by a later version of this package.
 */
export function openNotesDatabase(path: string): DatabaseSync {
  const database = open(path);
  try {
    // First of all: even the pragmas below would change somebody else's file.
    currentVersion(database);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF');
    migrate(database);
    return database;
  } catch (cause) {
    database.close();
    throw refusal(path, cause);
  }
}

function open(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  } catch (cause) {
    throw refusal(path, cause);
  }
}

/** In one transaction, so that two processes that open a new file at once make one of it. */
function migrate(database: DatabaseSync): void {
  database.exec('BEGIN IMMEDIATE');
  const version = currentVersion(database);
  for (const step of migrations.slice(version)) database.exec(step);
  database.exec(
    `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${migrations.length}; COMMIT`,
  );
}

/** @throws Error when the file holds something else, or what only a later version of this package knows. */
function currentVersion(database: DatabaseSync): number {
  const { isEmpty, application, version } = database
    .prepare(
      `SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema) AS isEmpty, application_id AS application, user_version AS version
       FROM pragma_application_id, pragma_user_version`,
    )
    .get() as { readonly isEmpty: number; readonly application: number; readonly version: number };
  if (isEmpty && application === 0) return 0;
  if (application !== APPLICATION_ID) throw new Error('it holds something else than notes');
  if (version > migrations.length) {
    throw new Error(
      `it is of version ${version}, and this program knows versions up to ${migrations.length}`,
    );
  }
  return version;
}

function refusal(path: string, cause: unknown): Error {
  return new Error(`The notes in ${path} cannot be opened: ${(cause as Error).message}.`, { cause });
}
