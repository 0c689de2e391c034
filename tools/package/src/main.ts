import { buildPackage } from './build-package.ts';

const [libRoot] = process.argv.slice(2);
if (libRoot === undefined) {
  console.error('usage, from the workspace root: node tools/package/src/main.ts libs/<library>');
  process.exitCode = 2;
} else {
  console.log(await buildPackage({ workspaceRoot: process.cwd(), libRoot }));
}
