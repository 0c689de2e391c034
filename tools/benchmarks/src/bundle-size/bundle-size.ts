import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions } from 'esbuild';
import { bundlePeer, USUAL } from '../cold-start/bundle-peer.ts';
import { type Bench, type Table, atMost, figure } from '../core/bench.ts';
import type { BarChart } from '../core/chart.ts';
import { type Refusal, assertRefuses, refusesNobody, refusesToken } from './refusals.ts';

interface Size {
  readonly name: string;
  readonly isOurs: boolean;
  /** In units of 1,000 bytes, as are the limits. */
  readonly minified: number;
  readonly gzip: number;
}

/** What is loaded at a cold start: our bundles beside those of peers that do the same. */
export const bundleSize: Bench = {
  name: 'bundle-size',
  checkRounds: 1,
  async run() {
    const authorizers = [
      await ourSize('authorizer', refusesToken),
      await peerSize('hand-written', 'authorizer-hand-written', 'createHandler', refusesToken),
      await peerSize('jose createRemoteJWKSet', 'authorizer-jose-remote', 'createHandler', refusesToken),
      await peerSize('aws-jwt-verify', 'authorizer-aws-jwt-verify', 'createHandler', refusesToken),
      await peerSize('the original style', 'authorizer-original', 'createHandler', refusesToken),
    ];
    const notes = [
      await ourSize('notes-api', refusesNobody),
      await peerSize('hand-signed, no SDK', 'notes-hand-signed', 'handler', refusesNobody),
      await peerSize('the usual way', 'notes-usual', 'handler', refusesNobody, USUAL),
    ];
    return {
      // Sizes do not vary.
      rounds: 1,
      tables: [table('Authorizer, KB', authorizers), table('Notes API, KB', notes)],
      charts: [chart('Bundle of the authorizer', authorizers), chart('Bundle of the notes API', notes)],
      goals: [
        atMost('authorizer, KB', authorizers[0]?.minified ?? Number.NaN, 110),
        atMost('notes API, KB', notes[0]?.minified ?? Number.NaN, 350),
      ],
    };
  },
};

function ourSize(app: string, refusal: Refusal): Promise<Size> {
  return sizeOf(
    'ours',
    true,
    resolve(import.meta.dirname, '../../../../dist/apps', app, 'main.cjs'),
    refusal,
  );
}

async function peerSize(
  name: string,
  file: string,
  exported: 'handler' | 'createHandler',
  refusal: Refusal,
  settings?: BuildOptions,
): Promise<Size> {
  return sizeOf(name, false, await bundlePeer(file, exported, settings), refusal);
}

async function sizeOf(name: string, isOurs: boolean, bundle: string, refusal: Refusal): Promise<Size> {
  await assertRefuses(bundle, refusal);
  const code = await readFile(bundle);
  return { name, isOurs, minified: code.length / 1000, gzip: gzipSync(code).length / 1000 };
}

function table(caption: string, sizes: readonly Size[]): Table {
  const rows = sizes.map(({ name, isOurs, minified, gzip }) => [
    isOurs ? `**${name}**` : name,
    figure(minified),
    figure(gzip),
  ]);
  return { caption, columns: ['', 'minified', 'gzip'], rows };
}

function chart(title: string, sizes: readonly Size[]): BarChart {
  return {
    kind: 'bars',
    title,
    measure: 'KB, minified',
    bars: sizes.map(({ name, isOurs, minified }) => ({
      name,
      isOurs,
      median: minified,
      low: minified,
      high: minified,
    })),
  };
}
