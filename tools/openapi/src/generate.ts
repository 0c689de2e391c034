import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openApiDocument } from '@notes/api';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';

/** What is made from the schemas and checked in, as paths from the workspace root. */
const GENERATED_FILES = {
  document: 'docs/openapi.json',
  types: 'libs/client/src/schema.ts',
} as const;

const HEADING = '/* Made from the OpenAPI document by `npm run openapi`. */\n\n';

/**
 * Writes the OpenAPI document, and the types that are made from it, below a folder.
 * @returns the paths of the files, from that folder
 */
export async function writeGeneratedFiles(folder: string): Promise<readonly string[]> {
  const document = JSON.stringify(openApiDocument());
  const types = HEADING + astToString(await openapiTypescript(document, { immutable: true }));
  const contents = { [GENERATED_FILES.document]: document, [GENERATED_FILES.types]: types };
  for (const [path, content] of Object.entries(contents)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await formatted(path, content));
  }
  return Object.keys(contents);
}

async function formatted(path: string, content: string): Promise<string> {
  const config = await resolveConfig(join(import.meta.dirname, '../../..', path));
  return format(content, { ...config, filepath: path });
}
