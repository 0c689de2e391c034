import { randomRevisionSource } from '@notes/adapter-system';
import type { Clock, NoteRepository, TokenValidator } from '@notes/domain';
import {
  type AuthorizerHandler,
  type Log,
  type NotesHandler,
  createAuthorizerHandler,
  createNotesHandler,
} from '@notes/lambda';
import {
  CLOCK,
  CREATE_NOTE,
  DELETE_NOTE,
  GET_NOTE,
  LIST_NOTES,
  NOTE_REPOSITORY,
  REPLACE_NOTE,
  REVISION_SOURCE,
  TOKEN_VALIDATOR,
  useCasesModule,
} from '@notes/wiring';
import { Container, ContainerModule } from 'inversify';

export interface HarnessParts {
  readonly clock: Clock;
  readonly notes: NoteRepository;
  readonly tokenValidator: TokenValidator;
  readonly tableName: string;
  readonly allowedOrigins: readonly string[];
  readonly log: Log;
}

export interface HarnessHandlers {
  readonly notesHandler: NotesHandler;
  readonly authorizerHandler: AuthorizerHandler;
}

/** The handlers that the Lambdas export, on the adapters that the harness was asked for. */
export function composeHarness(parts: HarnessParts): HarnessHandlers {
  const { clock, notes, tokenValidator, log, ...api } = parts;
  const container = new Container({ defaultScope: 'Singleton' });
  container.load(
    useCasesModule,
    new ContainerModule(({ bind }) => {
      bind(CLOCK).toConstantValue(clock);
      bind(NOTE_REPOSITORY).toConstantValue(notes);
      bind(REVISION_SOURCE).toConstantValue(randomRevisionSource);
      bind(TOKEN_VALIDATOR).toConstantValue(tokenValidator);
    }),
  );
  return {
    authorizerHandler: createAuthorizerHandler({ tokenValidator: container.get(TOKEN_VALIDATOR), log }),
    notesHandler: createNotesHandler({
      createNote: container.get(CREATE_NOTE),
      getNote: container.get(GET_NOTE),
      listNotes: container.get(LIST_NOTES),
      replaceNote: container.get(REPLACE_NOTE),
      deleteNote: container.get(DELETE_NOTE),
      clock,
      log,
      ...api,
    }),
  };
}
