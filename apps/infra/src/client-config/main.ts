import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { clientConfig } from './client-config.ts';

const USAGE = `usage: client-config [outputs.json] [--out file] [--user-pool-endpoint url]

Writes what a client needs to know of a deployment as JSON. outputs.json is what "cdk deploy --outputs-file" wrote, by default
dist/infra/outputs.json.`;

function main(args: readonly string[]): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      'user-pool-endpoint': { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const file = positionals[0] ?? join(import.meta.dirname, '../../../../dist/infra/outputs.json');
  const config = clientConfig(readOutputs(file), values['user-pool-endpoint']);
  const text = `${JSON.stringify(config, undefined, 2)}\n`;
  if (values.out === undefined) process.stdout.write(text);
  else writeFileSync(values.out, text);
}

function readOutputs(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(
      `There are no outputs of a deployment in ${file}: deploy first, with --outputs-file, or name the file.`,
      { cause },
    );
  }
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
