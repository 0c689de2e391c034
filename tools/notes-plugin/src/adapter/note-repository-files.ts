import type { Library } from './library-files.ts';

/** The class and its contract test, by their paths below the library. */
export function noteRepositoryFiles({
  className,
  fileName,
  technology,
}: Library): Readonly<Record<string, string>> {
  return {
    [`src/${fileName}.ts`]: `import type {
  NewNote,
  Note,
  NoteId,
  NotePage,
  NoteRepository,
  PageRequest,
  Replacement,
  Revision,
  UserId,
} from '@notes/domain';

/** Keeps notes in ${technology}. */
export class ${className} implements NoteRepository {
  async create(_owner: UserId, _note: NewNote): Promise<Note> {
    throw notImplemented('create');
  }

  async get(_owner: UserId, _id: NoteId): Promise<Note | undefined> {
    throw notImplemented('get');
  }

  async list(_owner: UserId, _page: PageRequest): Promise<NotePage> {
    throw notImplemented('list');
  }

  async replace(_owner: UserId, _id: NoteId, _replacement: Replacement): Promise<Note> {
    throw notImplemented('replace');
  }

  async delete(_owner: UserId, _id: NoteId, _expected?: Revision): Promise<void> {
    throw notImplemented('delete');
  }
}

function notImplemented(method: string): Error {
  return new Error(\`${className}.\${method} is not implemented yet.\`);
}
`,
    'src/contract.test.ts': `import { noteRepositoryContract, runContract } from '@notes/contracts';
import { ${className} } from './${fileName}.ts';

// Each case gets a repository on an empty store of its own. A subject may also have \`close\`, to let go of what it opened, and
// \`outage\` and \`damage\`, which add cases when they are named in \`capabilities\`, a member of one more argument.
runContract(noteRepositoryContract, { describe, it }, () => ({ repository: new ${className}() }));
`,
  };
}
