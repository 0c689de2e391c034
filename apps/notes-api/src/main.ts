import { composeNotesApi } from './composition-root.ts';
import { readConfig } from './config.ts';

export const handler = composeNotesApi(readConfig(process.env));
