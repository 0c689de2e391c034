import { noteRepositoryContract, runContract } from '@notes/contracts';
import { CarelessNoteRepository } from './toy-note-repository.js';

runContract(noteRepositoryContract, { describe, it }, () => ({ repository: new CarelessNoteRepository() }));
