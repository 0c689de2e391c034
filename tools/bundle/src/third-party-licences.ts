import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BundledPackage, identity, packagesOf } from './bundled-packages.ts';

/** The file that carries the licences of what is bundled to whoever receives the bundle. */
export const LICENCES_FILE = 'THIRD-PARTY-LICENSES.txt';

/** SPDX identifiers of the licences that we can keep by passing on their text. Whoever adds one has read it. */
const ALLOWED = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT']);

const LICENCE_FILES = /^(licen[cs]e|copying|notice)(\.(md|txt))?$/i;

interface HandedOn {
  /** Absolute paths of the files whose code is handed on. */
  readonly files: readonly string[];
  /** Its LICENSE is the text of Apache-2.0. */
  readonly workspaceRoot: string;
}

/**
 * The licences and notices of the packages that files come from, each text once, under the packages that it is for.
 * @throws Error when a licence is not one of the few allowed, or when its text is nowhere to be had.
 */
export function thirdPartyLicences({ files, workspaceRoot }: HandedOn): string {
  const packages = packagesOf(files);
  const refused = packages.filter(({ licence = '' }) => !ALLOWED.has(licence));
  if (refused.length > 0) {
    const list = refused.map((one) => `${identity(one)} (${one.licence ?? 'none declared'})`).join(', ');
    throw new Error(`Not under an allowed licence, ${[...ALLOWED].join(', ')}: ${list}.`);
  }

  const packagesByText = new Map<string, BundledPackage[]>();
  for (const one of packages) {
    for (const text of textsOf(one, workspaceRoot)) {
      packagesByText.set(text, [...(packagesByText.get(text) ?? []), one]);
    }
  }
  const sections = [...packagesByText].map(([text, these]) =>
    [...these.map((one) => `${identity(one)} (${one.licence ?? ''})`), '', text].join('\n'),
  );
  return `${['This contains code of other people:', ...sections].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function textsOf(one: BundledPackage, workspaceRoot: string): readonly string[] {
  const files = readdirSync(one.directory).filter((name) => LICENCE_FILES.test(name));
  const texts = files.sort().map((name) => readText(join(one.directory, name)));
  return files.some((name) => !/^notice/i.test(name)) ? texts : [...texts, standardText(one, workspaceRoot)];
}

/** For a package that declares a licence and leaves its text out. */
function standardText(one: BundledPackage, workspaceRoot: string): string {
  if (one.licence === 'Apache-2.0') return readText(join(workspaceRoot, 'LICENSE'));
  if (one.licence === 'MIT' && one.author !== undefined) return mitLicence(one.author);
  throw new Error(`There is no text of the licence of ${identity(one)}.`);
}

function readText(file: string): string {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim();
}

/** https://spdx.org/licenses/MIT.html */
function mitLicence(author: string): string {
  return `MIT License

Copyright (c) ${author}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;
}
