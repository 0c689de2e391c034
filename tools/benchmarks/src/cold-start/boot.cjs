// Boots a function as AWS's runtime client for Node does, aws-lambda-ric 4: in a process of its own it imports the bundle, calls the handler
// with an event, and hands over what came of it. Argument: the bundle. Standard input: the events as JSON. Standard output: the times to the
// first answer, and the outcome of every event. Environment: SPAWNED_AT, the reading of process.hrtime.bigint() before the process was made.
//
// Events come and answers go through pipes, not through the Runtime API: the client speaks to that by a native addon, of which nothing is
// shared with the function.
const { readFileSync, writeSync } = require('node:fs');
const { setImmediate } = require('node:timers');
const { format } = require('node:util');
// The client has these loaded before it imports the bundle, which then gets them for nothing.
for (const name of ['http', 'net', 'os', 'path', 'worker_threads']) require(`node:${name}`);

const STDOUT = 1;
const STDERR = 2;
const [, , bundle] = process.argv;
const spawnedAt = BigInt(process.env.SPAWNED_AT);

// As the client writes them in Lambda's JSON format, to a file descriptor and in one go.
const log =
  (level) =>
  (message, ...more) => {
    const timestamp = new Date().toISOString();
    const entry = {
      timestamp,
      level,
      requestId: 'r',
      message: more.length > 0 ? format(message, ...more) : message,
    };
    writeSync(STDERR, `${JSON.stringify(entry)}\n`);
  };
for (const level of ['trace', 'debug', 'info', 'warn', 'error']) console[level] = log(level.toUpperCase());
console.log = console.info;

/** Milliseconds since the process was made, and of CPU time in it. */
function reading() {
  const wall = Number(process.hrtime.bigint() - spawnedAt) / 1e6;
  const { user, system } = process.cpuUsage();
  return { wall, cpu: (user + system) / 1000 };
}

async function outcomeOf(handler, event) {
  try {
    const answer = await handler(event, { awsRequestId: 'r', getRemainingTimeInMillis: () => 10_000 });
    await new Promise((resolve) => setImmediate(resolve));
    return { answer: JSON.stringify(answer) };
  } catch (error) {
    return { error: error.message };
  }
}

async function boot() {
  const { handler } = await import(bundle);
  const init = reading();
  const [event, ...more] = JSON.parse(readFileSync(0, 'utf8'));
  const outcomes = [await outcomeOf(handler, event)];
  const first = reading();
  for (const other of more) outcomes.push(await outcomeOf(handler, other));
  writeSync(STDOUT, JSON.stringify({ init, first, outcomes }));
  process.exit();
}

boot();
