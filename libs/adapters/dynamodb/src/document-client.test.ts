import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { type RequestListener, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { noteId, revision, userId } from '@notes/domain';
import { MAX_ATTEMPTS, REQUEST_TIMEOUT, createDocumentClient } from './document-client.ts';
import { DynamoDbNoteRepository } from './dynamodb-note-repository.ts';

/** Of the process, which the SDK reads: Jest gives tests a copy. */
const { env } = (globalThis as unknown as { readonly requirePackage: NodeJS.Require }).requirePackage(
  'node:process',
) as NodeJS.Process;

const owner = userId('alice');
const id = noteId('note-1');
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

let server: Server | undefined;
let requests = 0;

/** A repository whose table is played by that listener. */
async function repositoryServedBy(listener: RequestListener): Promise<DynamoDbNoteRepository> {
  requests = 0;
  server = createServer((request, response) => {
    requests++;
    request.resume();
    listener(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createDocumentClient({ endpoint, region: 'us-east-1', credentials });
  return new DynamoDbNoteRepository({ client, tableName: 'Notes' });
}

function refusal(status: number, type: string): RequestListener {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(
      JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'arn:secret' }),
    );
  };
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

describe('a client made by createDocumentClient', () => {
  it('gives up requests that are never answered and answers that never end, each attempt in its time', async () => {
    const repository = await repositoryServedBy((_, response) => {
      if (requests !== 2) return;
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'content-length': '100' });
      response.write('{');
    });
    const failure = repository.get(owner, id);
    await expect(failure).rejects.toMatchObject({ code: 'unavailable', cause: { name: 'TimeoutError' } });
    expect(requests).toBe(MAX_ATTEMPTS);
  }, 20_000);

  it('can be made without options and without a connection', () => {
    expect(() => {
      createDocumentClient().destroy();
    }).not.toThrow();
  });

  it('leaves room for all attempts within a deadline of ten seconds', () => {
    const transientPauses = 25 + 50;
    const throttlingPauses = 1_000 + 2_000;
    expect(MAX_ATTEMPTS * REQUEST_TIMEOUT + transientPauses).toBeLessThan(5_000);
    expect(MAX_ATTEMPTS * REQUEST_TIMEOUT + throttlingPauses).toBeLessThan(8_000);
  });

  it('tries again after a lost connection', async () => {
    const repository = await repositoryServedBy((request, response) => {
      if (requests < MAX_ATTEMPTS) request.socket.destroy();
      else response.end('{}');
    });
    expect(await repository.get(owner, id)).toBeUndefined();
    expect(requests).toBe(MAX_ATTEMPTS);
  });

  it('reports connections that are always lost as unavailable', async () => {
    const program = require.resolve('../test-support/lose-every-connection.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [program]);
    expect(JSON.parse(stdout)).toEqual({ code: 'unavailable', cause: 'ECONNRESET', requests: MAX_ATTEMPTS });
  }, 20_000);

  it('reports throttling as unavailable', async () => {
    const repository = await repositoryServedBy(refusal(400, 'ProvisionedThroughputExceededException'));
    const failure = repository.delete(owner, id);
    await expect(failure).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.not.stringContaining('arn'),
      cause: { name: 'ProvisionedThroughputExceededException' },
    });
    expect(requests).toBe(MAX_ATTEMPTS);
  }, 20_000);

  it('reports a missing table as internal, at once and without its name', async () => {
    const repository = await repositoryServedBy(refusal(400, 'ResourceNotFoundException'));
    await expect(repository.get(owner, id)).rejects.toMatchObject({
      code: 'internal',
      message: expect.not.stringContaining('arn'),
      cause: { name: 'ResourceNotFoundException' },
    });
    expect(requests).toBe(1);
  });

  it('reads the item that a refusal carries', async () => {
    const repository = await repositoryServedBy((_, response) => {
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
      const time = { S: '2026-01-02T03:04:05.678Z' };
      const Item = {
        ...{
          userId: { S: 'alice' },
          noteId: { S: 'note-1' },
          note: { S: 'mine' },
          createdAt: time,
          updatedAt: time,
        },
        ...{ version: { N: '1' }, revision: { S: 'r-1' }, expires: { N: '17' }, tags: { SS: ['a'] } },
      };
      response.end(
        JSON.stringify({
          __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
          message: 'The conditional request failed',
          Item,
        }),
      );
    });
    const note = { id, text: 'mine', createdAt: 5, revision: revision('r-2') };
    expect(await repository.create(owner, note)).toEqual({
      owner,
      id,
      text: 'mine',
      createdAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
      updatedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
      version: 1,
      revision: 'r-1',
    });
    expect(requests).toBe(1);
  });

  it("uses the SDK's own variable for the endpoint", async () => {
    await repositoryServedBy((_, response) => response.end('{}'));
    const endpoint = `http://127.0.0.1:${(server?.address() as AddressInfo).port}`;
    const before = env['AWS_ENDPOINT_URL_DYNAMODB'];
    env['AWS_ENDPOINT_URL_DYNAMODB'] = endpoint;
    try {
      const client = createDocumentClient({ region: 'us-east-1', credentials });
      const repository = new DynamoDbNoteRepository({ client, tableName: 'Notes' });
      expect(await repository.get(owner, id)).toBeUndefined();
      expect(requests).toBe(1);
    } finally {
      if (before === undefined) delete env['AWS_ENDPOINT_URL_DYNAMODB'];
      else env['AWS_ENDPOINT_URL_DYNAMODB'] = before;
    }
  });
});
