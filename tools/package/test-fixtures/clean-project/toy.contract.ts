import { noteRepositoryContract, runContract } from '@notes/contracts';
import { ToyNoteRepository } from './toy-note-repository.js';

runContract(noteRepositoryContract, { describe, it }, () => ({ repository: new ToyNoteRepository() }));
