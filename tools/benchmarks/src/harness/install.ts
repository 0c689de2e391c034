import { join } from 'node:path';
import { installNpmPackages } from '@notes/test-kit';

/**
 * Installs serverless-offline and osls.
 * @param folder where to, outside of every workspace
 * @param manifest the folder of their package.json and package-lock.json
 * @returns the file of osls's command line
 * @throws Error with npm's words when they cannot be had
 */
export function installServerlessOffline(folder: string, manifest: string): string {
  installNpmPackages(folder, manifest, () => ({
    what: 'serverless-offline and osls, 140 MB, apart from the workspace',
    settings: {
      'ignore-scripts': true,
      // serverless-offline asks for Serverless 4, which wants an account; osls is what takes its place.
      'legacy-peer-deps': true,
    },
  }));
  return join(folder, 'node_modules/osls/bin/serverless.js');
}
