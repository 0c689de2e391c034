const { globSync, readFileSync } = require('node:fs');
const { dirname } = require('node:path');

const isPublished = (path) => !JSON.parse(readFileSync(path, 'utf8')).private;

const validation = { invalidLink: true, invalidPath: true, notExported: true, rewrittenLink: true };

/** The API reference of the libraries that are published, from their doc comments: `npm run docs:api`. */
module.exports = {
  name: 'Notes service',
  entryPointStrategy: 'packages',
  entryPoints: globSync(['libs/*/package.json', 'libs/adapters/*/package.json'], { cwd: __dirname })
    .filter(isPublished)
    .map(dirname)
    .sort(),
  packageOptions: {
    // `npm run typecheck` does that.
    skipErrorChecking: true,
    // Links to sources would need the address of a repository.
    disableSources: true,
    validation,
  },
  readme: 'none',
  disableSources: true,
  validation,
  treatWarningsAsErrors: true,
  out: 'dist/docs/api',
};
