export {
  CLOCK,
  CREATE_NOTE,
  DELETE_NOTE,
  GET_NOTE,
  LIST_NOTES,
  NOTE_REPOSITORY,
  REPLACE_NOTE,
  REVISION_SOURCE,
  TOKEN_VALIDATOR,
} from './identifiers.ts';
export { useCasesModule } from './use-cases-module.ts';
