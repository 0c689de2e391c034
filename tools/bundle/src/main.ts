import { parseArgs } from 'node:util';
import { bundleApp } from './bundle.ts';
import { assertRecordedSize, recordSize } from './recorded-size.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'accept-size': { type: 'boolean', default: false } },
});
const [appRoot] = positionals;
if (appRoot === undefined) {
  console.error(
    'usage, from the workspace root: node tools/bundle/src/main.ts apps/<app> [--accept-size]\n' +
      '  --accept-size  record the size of the bundle, which later ones may exceed by less than 5 %',
  );
  process.exitCode = 2;
} else {
  const workspaceRoot = process.cwd();
  const { file, bytes, warnings } = await bundleApp({ workspaceRoot, appRoot });
  for (const warning of warnings) console.warn(warning);
  console.log(`${file}  ${(bytes / 1024).toFixed(0)} KB`);
  const bundle = { workspaceRoot, appRoot, bytes };
  if (options['accept-size']) await recordSize(bundle);
  else await assertRecordedSize(bundle);
}
