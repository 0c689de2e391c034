import { createDocumentClient } from '@notes/adapter-dynamodb';
import { EMULATOR_ACCESS } from '@notes/test-kit';

/** How often createDocumentClient's client tries. */
export const ATTEMPTS = 3;

type DocumentClient = ReturnType<typeof createDocumentClient>;

/**
 * The client of the notes API's composition root, which waits between attempts for as long as it is told, by default not at all. How
 * often it tries, and after which errors, is still what the SDK decides.
 * @param pause milliseconds
 */
export async function createClient(endpoint: string, pause = 0): Promise<DocumentClient> {
  const client = createDocumentClient({ endpoint, ...EMULATOR_ACCESS });
  const strategy = await client.config.retryStrategy();
  const replaced = Reflect.set(strategy, 'retryBackoffStrategy', {
    setDelayBase: () => undefined,
    computeNextBackoffDelay: () => pause,
  });
  if (!replaced || !('baseDelay' in strategy))
    throw new Error('The retry strategy of the SDK has changed its form.');
  return client;
}
