import { readFile, readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

/** One file as it is served. */
export interface StaticFile {
  readonly body: Buffer;
  /** For the header `Content-Type`. */
  readonly contentType: string;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Reads the file below a folder that the path of a URL names. The path is compared with the names of the files that are there and becomes no
 * file name itself, so it cannot lead out of the folder; symbolic links count as missing.
 *
 * @param path percent-encoded, beginning with a slash; a slash alone is `/index.html`
 * @returns undefined when there is no such file
 */
export async function readStaticFile(folder: string, path: string): Promise<StaticFile | undefined> {
  const name = decode(path === '/' ? '/index.html' : path);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .find((file) => `/${relative(folder, file).split(sep).join('/')}` === name);
  if (found === undefined) return undefined;
  return { body: await readFile(found), contentType: contentTypeOf(found) };
}

function contentTypeOf(file: string): string {
  return CONTENT_TYPES[extname(file)] ?? 'application/octet-stream';
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
