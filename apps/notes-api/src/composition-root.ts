import { DynamoDbNoteRepository, createDocumentClient } from '@notes/adapter-dynamodb';
import { randomRevisionSource, systemClock } from '@notes/adapter-system';
import { type NotesHandler, createNotesHandler } from '@notes/lambda';
import {
  CLOCK,
  CREATE_NOTE,
  DELETE_NOTE,
  GET_NOTE,
  LIST_NOTES,
  NOTE_REPOSITORY,
  REPLACE_NOTE,
  REVISION_SOURCE,
  useCasesModule,
} from '@notes/wiring';
import { Container, ContainerModule } from 'inversify';
import type { NotesApiConfig } from './config.ts';

/** The notes API on DynamoDB. Everything is built here, so whatever is missing fails at the cold start. */
export function composeNotesApi({ tableName, allowedOrigins, credentials }: NotesApiConfig): NotesHandler {
  const container = new Container({ defaultScope: 'Singleton' });
  container.load(
    useCasesModule,
    new ContainerModule(({ bind }) => {
      const client = createDocumentClient({ credentials });
      bind(NOTE_REPOSITORY).toConstantValue(new DynamoDbNoteRepository({ client, tableName }));
      bind(CLOCK).toConstantValue(systemClock);
      bind(REVISION_SOURCE).toConstantValue(randomRevisionSource);
    }),
  );
  return createNotesHandler({
    createNote: container.get(CREATE_NOTE),
    getNote: container.get(GET_NOTE),
    listNotes: container.get(LIST_NOTES),
    replaceNote: container.get(REPLACE_NOTE),
    deleteNote: container.get(DELETE_NOTE),
    clock: container.get(CLOCK),
    tableName,
    allowedOrigins,
  });
}
