import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Beside an app's package.json, so that the build of that app alone depends on it. */
const FILE = 'bundle-size.json';

/** How much a bundle may grow beyond its recorded size. */
const TOLERANCE = 0.05;

interface Bundle {
  /** Absolute path. */
  readonly workspaceRoot: string;
  /** Path of the app, relative to the workspace root. */
  readonly appRoot: string;
  /** Of the minified bundle. */
  readonly bytes: number;
}

/**
 * Holds a bundle to the size that somebody last looked at: every byte of it is loaded at each cold start.
 * @throws Error when the bundle is larger by 5 % or more, or no size is recorded.
 */
export async function assertRecordedSize({ workspaceRoot, appRoot, bytes }: Bundle): Promise<void> {
  const recorded = await readSize(join(workspaceRoot, appRoot, FILE));
  if (bytes < recorded * (1 + TOLERANCE)) return;
  const growth = recorded > 0 ? `, ${((bytes / recorded - 1) * 100).toFixed(1)} % more than recorded` : '';
  throw new Error(
    `The bundle of ${appRoot} has ${bytes} bytes${growth} in ${appRoot}/${FILE} (${recorded}). ` +
      `dist/inspect/*/meta.json says what is in it. If it is meant to be so large: ` +
      `node tools/bundle/src/main.ts ${appRoot} --accept-size`,
  );
}

/** Makes the size of a bundle the one that later ones are held to. */
export async function recordSize({ workspaceRoot, appRoot, bytes }: Bundle): Promise<void> {
  await writeFile(join(workspaceRoot, appRoot, FILE), `${JSON.stringify({ bytes }, null, 2)}\n`);
}

/** Zero when none is recorded, which every bundle exceeds. */
async function readSize(file: string): Promise<number> {
  try {
    const { bytes } = JSON.parse(await readFile(file, 'utf8')) as { readonly bytes: number };
    return bytes;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}
