import { isAbsolute, join, parse, relative } from 'node:path';
import ts from 'typescript';

interface Compilation {
  /** Absolute. */
  readonly libRoot: string;
  /** Absolute paths of the modules that the package exports; what they import comes with them. */
  readonly entries: readonly string[];
}

/** What a library compiles to: paths relative to its `src`, and texts. */
export type CompiledFiles = ReadonlyMap<string, string>;

/**
 * ES modules and declarations of a library, by its `tsconfig.lib.json`, or its `tsconfig.json` where there is none. Imports of other packages stay
 * as they are; relative ones name the `.js` file.
 * @throws Error with the compiler's complaints about the library's own files.
 */
export function compile({ libRoot, entries }: Compilation): CompiledFiles {
  const source = join(libRoot, 'src');
  const ownPath = (file: string) => {
    const path = relative(source, file);
    return path.startsWith('..') || isAbsolute(path) ? undefined : path;
  };
  const options: ts.CompilerOptions = {
    ...readOptions(libRoot),
    noEmit: false,
    declaration: true,
    rewriteRelativeImportExtensions: true,
    // Sources of other packages of the workspace are read, too; below the root of them all, each file is written to where it is.
    rootDir: parse(libRoot).root,
    outDir: parse(libRoot).root,
  };
  const program = ts.createProgram([...entries], options);
  const files = new Map<string, string>();
  const complaints = [...program.getOptionsDiagnostics()];
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile || ownPath(file.fileName) === undefined) continue;
    complaints.push(...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file));
    const { diagnostics } = program.emit(file, (path, text) => files.set(relative(source, path), text));
    complaints.push(...diagnostics);
  }
  if (complaints.length > 0) throw new Error(worded(complaints, libRoot));
  return files;
}

function readOptions(libRoot: string): ts.CompilerOptions {
  const config = ['tsconfig.lib.json', 'tsconfig.json']
    .map((name) => join(libRoot, name))
    .find((path) => ts.sys.fileExists(path));
  if (config === undefined) throw new Error(`${libRoot} has no tsconfig.json.`);
  const host = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic: ts.Diagnostic) => {
      throw new Error(worded([diagnostic], libRoot));
    },
  };
  const parsed = ts.getParsedCommandLineOfConfigFile(config, {}, host);
  if (!parsed || parsed.errors.length > 0) throw new Error(worded(parsed?.errors ?? [], libRoot));
  return parsed.options;
}

function worded(diagnostics: readonly ts.Diagnostic[], libRoot: string): string {
  return ts.formatDiagnostics(diagnostics, {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => libRoot,
    getNewLine: () => '\n',
  });
}
