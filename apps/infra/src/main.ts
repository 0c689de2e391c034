import { join } from 'node:path';
import { createNotesApp } from './notes-app.ts';

createNotesApp({ bundles: join(import.meta.dirname, '../../../dist/apps') }).synth();
