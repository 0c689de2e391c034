import { createNote, deleteNote, getNote, listNotes, replaceNote } from '@notes/domain';
import { ContainerModule } from 'inversify';
import {
  CLOCK,
  CREATE_NOTE,
  DELETE_NOTE,
  GET_NOTE,
  LIST_NOTES,
  NOTE_REPOSITORY,
  REPLACE_NOTE,
  REVISION_SOURCE,
} from './identifiers.ts';

/** Builds the use cases from the ports, which a composition root binds. */
export const useCasesModule = new ContainerModule(({ bind }) => {
  bind(CREATE_NOTE).toResolvedValue(createNote, [NOTE_REPOSITORY, CLOCK, REVISION_SOURCE]);
  bind(GET_NOTE).toResolvedValue(getNote, [NOTE_REPOSITORY]);
  bind(LIST_NOTES).toResolvedValue(listNotes, [NOTE_REPOSITORY]);
  bind(REPLACE_NOTE).toResolvedValue(replaceNote, [NOTE_REPOSITORY, CLOCK, REVISION_SOURCE]);
  bind(DELETE_NOTE).toResolvedValue(deleteNote, [NOTE_REPOSITORY]);
});
