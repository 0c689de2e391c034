// Loads a bundle as Lambda does, calls its handler, and prints how many milliseconds that took, and what it answered.
// Argument: the bundle. Standard input: the events as JSON, the first call's and then one for every warm call.
const { readFileSync } = require('node:fs');

const [, , bundle] = process.argv;
const events = JSON.parse(readFileSync(0, 'utf8'));
console.info = console.error = () => undefined;

async function probe() {
  const begin = performance.now();
  const { handler } = require(bundle);
  const loaded = performance.now() - begin;
  const answers = [await handler(events[0], { awsRequestId: 'r' })];
  const first = performance.now() - begin;
  const cpu = process.cpuUsage();
  const calls = [];
  for (const event of events.slice(1)) {
    const start = performance.now();
    answers.push(await handler(event, { awsRequestId: 'r' }));
    calls.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(cpu);
  const warm = calls.toSorted((a, b) => a - b);
  const at = (share) => warm[Math.floor(share * (warm.length - 1))];
  // Lambda bills whole milliseconds.
  const billed = calls.reduce((sum, each) => sum + Math.ceil(each), 0) / calls.length;
  const report = {
    loaded,
    first,
    p50: at(0.5),
    p99: at(0.99),
    billed,
    cpu: (user + system) / 1000 / calls.length,
    answers,
  };
  // The client that a handler keeps would hold the process, and a pipe takes a long text bit by bit.
  process.stdout.write(JSON.stringify(report), () => process.exit(0));
}

probe();
