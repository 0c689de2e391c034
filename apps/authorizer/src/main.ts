import { composeAuthorizer } from './composition-root.ts';
import { readConfig } from './config.ts';

export const handler = composeAuthorizer(readConfig(process.env));
