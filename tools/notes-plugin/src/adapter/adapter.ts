import {
  type GeneratorCallback,
  type Tree,
  formatFiles,
  installPackagesTask,
  logger,
  names,
  readJson,
} from '@nx/devkit';
import { type Library, libraryFiles } from './library-files.ts';
import { noteRepositoryFiles } from './note-repository-files.ts';
import { tokenValidatorFiles } from './token-validator-files.ts';

export interface AdapterOptions {
  readonly port: 'note-repository' | 'token-validator';
  /** Lower case with hyphens, e.g. `postgres`: names the folder, the package and the class. */
  readonly technology: string;
}

const ports = {
  'note-repository': { suffix: 'NoteRepository', identifier: 'NOTE_REPOSITORY', files: noteRepositoryFiles },
  'token-validator': { suffix: 'TokenValidator', identifier: 'TOKEN_VALIDATOR', files: tokenValidatorFiles },
} as const;

/**
 * Makes `libs/adapters/{technology}`: a library whose class implements the port by failing, and whose test runs the port's contract.
 * @returns what links the library into the workspace and says what to do next.
 * @throws Error when the technology is no name for a folder, or the folder is there already.
 */
export async function adapter(tree: Tree, { port, technology }: AdapterOptions): Promise<GeneratorCallback> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(technology)) {
    throw new Error(`"${technology}" cannot name a library: use lower case, digits and single hyphens.`);
  }
  const root = `libs/adapters/${technology}`;
  if (tree.exists(root)) throw new Error(`${root} is there already.`);

  const { suffix, identifier, files } = ports[port];
  const library: Library = {
    technology,
    port: suffix,
    identifier,
    className: `${names(technology).className}${suffix}`,
    fileName: `${technology}-${port}`,
    version: readJson<{ version: string }>(tree, 'libs/domain/package.json').version,
  };
  for (const [path, text] of Object.entries({ ...libraryFiles(library), ...files(library) })) {
    tree.write(`${root}/${path}`, text);
  }
  await formatFiles(tree);

  return () => {
    installPackagesTask(tree, true);
    logger.info(nextSteps(root, library));
  };
}

function nextSteps(root: string, { technology, className, identifier }: Library): string {
  return `
${root} is made. Each failing test is a case of the port's contract:

  npx nx test ${technology}

When all pass, bind it in a composition root:

  bind(${identifier}).toConstantValue(new ${className}(...));
`;
}
