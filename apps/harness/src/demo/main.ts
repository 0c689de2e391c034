import { ManualClock } from '@notes/adapter-in-memory';
import { startHarness } from '../start-harness.ts';
import { demonstrateCognitoAuthorizer, demonstrateNotes } from './demo.ts';

async function run(): Promise<void> {
  const print = (line: string) => console.log(line);
  const clock = new ManualClock(Date.now());
  const lambda = await startHarness({ clock });
  try {
    await demonstrateNotes(lambda, clock, print);
  } finally {
    await lambda.stop();
  }
  const cognito = await startHarness({ clock, authorizer: 'cognito', integration: 'mapped' });
  try {
    await demonstrateCognitoAuthorizer(cognito, clock, print);
  } finally {
    await cognito.stop();
  }
  print('\nNo surprises.');
}

run().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
