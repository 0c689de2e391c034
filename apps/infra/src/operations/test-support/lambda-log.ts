import type { AuthorizerHandler } from '@notes/lambda';

export const lambdaContext = {
  awsRequestId: 'invocation-1',
  functionName: 'fn',
} as Parameters<AuthorizerHandler>[1];

const TIME = '2026-01-01T00:00:00.000Z';

/**
 * Runs a handler and returns the lines that CloudWatch Logs gets in Lambda's JSON format: what the handler logs to the console, what the
 * runtime logs of an error that the handler throws, and Lambda's own lines.
 *
 * Written after src/logging of https://github.com/aws/aws-lambda-nodejs-runtime-interface-client: a sole argument becomes the `message`, and
 * an Error in it becomes its type, message, stack and enumerable properties.
 */
export async function logOf(
  invoke: () => Promise<unknown>,
  { initDurationMs }: { readonly initDurationMs?: number } = {},
): Promise<string[]> {
  const lines: string[] = [systemLine('platform.start', { requestId: lambdaContext.awsRequestId })];
  const write =
    (level: string) =>
    (...[message, ...more]: unknown[]) => {
      if (more.length > 0) throw new Error('Further arguments would turn the message into a text.');
      lines.push(
        JSON.stringify(
          { timestamp: TIME, level, requestId: lambdaContext.awsRequestId, message },
          errorsAsObjects,
        ),
      );
    };
  const spies = [
    jest.spyOn(console, 'info').mockImplementation(write('INFO')),
    jest.spyOn(console, 'error').mockImplementation(write('ERROR')),
  ];
  let status = 'success';
  try {
    await invoke();
  } catch (error) {
    status = 'error';
    console.error(error);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  const metrics = { durationMs: 12.5, billedDurationMs: 13, memorySizeMB: 512, maxMemoryUsedMB: 90 };
  const report = {
    requestId: lambdaContext.awsRequestId,
    metrics: { ...metrics, ...(initDurationMs !== undefined && { initDurationMs }) },
    status,
  };
  return [...lines, systemLine('platform.report', report)];
}

/** https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html */
function systemLine(type: string, record: object): string {
  return JSON.stringify({ time: TIME, type, record });
}

function errorsAsObjects(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { constructor, message, stack } = value;
  return Object.assign(
    { errorType: constructor.name, errorMessage: message, stackTrace: stack?.split('\n') },
    value,
  );
}
