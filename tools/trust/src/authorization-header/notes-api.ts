import { InMemoryNoteRepository, sequentialRevisions } from '@notes/adapter-in-memory';
import { systemClock } from '@notes/adapter-system';
import { createNote, deleteNote, getNote, listNotes, replaceNote } from '@notes/domain';
import { type NotesHandler, createNotesHandler } from '@notes/lambda';

type HandlerArguments = Parameters<NotesHandler>;

/** The handler of the notes API on an empty store, called with any `Authorization` header and with or without an identity. */
export class NotesApi {
  readonly #handler: NotesHandler;

  constructor() {
    const notes = new InMemoryNoteRepository();
    this.#handler = createNotesHandler({
      createNote: createNote(notes, systemClock, sequentialRevisions()),
      getNote: getNote(notes),
      listNotes: listNotes(notes),
      replaceNote: replaceNote(notes, systemClock, sequentialRevisions()),
      deleteNote: deleteNote(notes),
      clock: systemClock,
      tableName: 'Notes',
      allowedOrigins: [],
      log: () => undefined,
    });
  }

  /** The status of `GET /notes`. @param principalId who the gateway says is calling */
  async list(authorization: readonly string[], principalId?: string): Promise<number> {
    const exp = String(Math.floor(systemClock.now() / 1000) + 3600);
    const event = {
      resource: '/notes',
      path: '/notes',
      httpMethod: 'GET',
      headers: authorization.length > 0 ? { Authorization: authorization.at(-1) } : {},
      multiValueHeaders: authorization.length > 0 ? { Authorization: authorization } : {},
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
      requestContext: {
        requestId: 'r',
        ...(principalId !== undefined && { authorizer: { principalId, exp } }),
      },
    };
    const answer = await this.#handler(
      event as unknown as HandlerArguments[0],
      { awsRequestId: 'r' } as HandlerArguments[1],
    );
    return (answer as { readonly statusCode: number }).statusCode;
  }
}
