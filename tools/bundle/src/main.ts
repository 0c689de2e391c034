import { bundleApp } from './bundle.ts';

const [appRoot] = process.argv.slice(2);
if (appRoot === undefined) {
  console.error('usage, from the workspace root: node tools/bundle/src/main.ts apps/<app>');
  process.exitCode = 2;
} else {
  const { file, bytes, warnings } = await bundleApp({ workspaceRoot: process.cwd(), appRoot });
  for (const warning of warnings) console.warn(warning);
  console.log(`${file}  ${(bytes / 1024).toFixed(0)} KB`);
}
