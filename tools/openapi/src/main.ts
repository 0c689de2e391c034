import { resolve } from 'node:path';
import { writeGeneratedFiles } from './generate.ts';

const [folder = resolve(import.meta.dirname, '../../..')] = process.argv.slice(2);
for (const path of await writeGeneratedFiles(folder)) console.log(path);
