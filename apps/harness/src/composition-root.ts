import { CognitoTokenValidator } from '@notes/adapter-cognito';
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
  readonly tokenUse: 'access' | 'id';
  readonly issuer: string;
  readonly clientIds: readonly string[];
  readonly tableName: string;
  readonly allowedOrigins: readonly string[];
  readonly log: Log;
}

export interface HarnessHandlers {
  readonly notesHandler: NotesHandler;
  readonly authorizerHandler: AuthorizerHandler;
  readonly tokenValidator: TokenValidator;
}

/** The handlers that the Lambdas export, on the adapters that the harness was asked for. */
export function composeHarness(parts: HarnessParts): HarnessHandlers {
  const { clock, notes, tokenUse, issuer, clientIds, log, ...api } = parts;
  const container = new Container({ defaultScope: 'Singleton' });
  container.load(
    useCasesModule,
    new ContainerModule(({ bind }) => {
      bind(CLOCK).toConstantValue(clock);
      bind(NOTE_REPOSITORY).toConstantValue(notes);
      bind(REVISION_SOURCE).toConstantValue(randomRevisionSource);
      bind(TOKEN_VALIDATOR).toConstantValue(
        new CognitoTokenValidator({ tokenUse, pools: [{ issuer, clientIds }], clock }),
      );
    }),
  );
  const tokenValidator = container.get(TOKEN_VALIDATOR);
  return {
    tokenValidator,
    authorizerHandler: createAuthorizerHandler({ tokenValidator, log }),
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
