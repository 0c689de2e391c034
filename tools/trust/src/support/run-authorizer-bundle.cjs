const { resolve } = require('node:path');

const entries = new Map();
console.info = console.error = (entry) => entries.set(entry.requestId, entry);

const { handler } = require(resolve(__dirname, '../../../../dist/apps/authorizer/main.cjs'));

process.on('message', async ({ id, event }) => {
  const outcome = await handler(event, { awsRequestId: id }).then(
    (result) => ({ result }),
    (error) => ({ error: error.message }),
  );
  process.send({ id, ...outcome, logged: entries.get(id) });
  entries.delete(id);
});
