import { type LambdaFunction, invoke } from './lambda.ts';
import { ManualClock } from './test-fixtures/gateway.ts';

const never: LambdaFunction = () => Promise.withResolvers().promise;

describe('invoke', () => {
  const clock = new ManualClock();
  const options = {
    functionName: 'f',
    region: 'us-east-1',
    accountId: '1',
    clock,
    timeoutMs: 3000,
    giveUpAfterMs: 29_000,
  };

  it('gives the function a context with the time that is left', async () => {
    const remaining: number[] = [];
    const handler: LambdaFunction = (_, context) => {
      remaining.push(context.getRemainingTimeInMillis());
      clock.time += 1000;
      remaining.push(context.getRemainingTimeInMillis());
      clock.time += 5000;
      remaining.push(context.getRemainingTimeInMillis());
      return Promise.resolve(context);
    };
    const invocation = await invoke(handler, '{}', options);
    expect(remaining).toEqual([3000, 2000, 0]);
    expect(JSON.parse(invocation.outcome === 'returned' ? invocation.payload : '')).toMatchObject({
      functionName: 'f',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:1:function:f',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('words a time-out as Lambda does', async () => {
    expect(await invoke(never, '{}', { ...options, timeoutMs: 10 })).toEqual({
      outcome: 'failed',
      error: { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 0.01 seconds' },
    });
  });
});
