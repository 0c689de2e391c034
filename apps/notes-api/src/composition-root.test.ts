import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { composeNotesApi } from './composition-root.ts';
import { readConfig } from './config.ts';

const BUNDLE = join(__dirname, '../../../dist/apps/notes-api/main.cjs');

describe('readConfig', () => {
  it('reads the table and the origins', () => {
    expect(readConfig({ NOTES_TABLE_NAME: 'Notes' })).toEqual({ tableName: 'Notes', allowedOrigins: [] });
    const origins = 'https://notes.example.com, http://127.0.0.1:5173';
    expect(readConfig({ NOTES_TABLE_NAME: ' Notes-1.x ', ALLOWED_ORIGINS: origins })).toEqual({
      tableName: 'Notes-1.x',
      allowedOrigins: ['https://notes.example.com', 'http://127.0.0.1:5173'],
    });
  });

  it('names every problem at once', () => {
    const broken = { NOTES_TABLE_NAME: 'a b', ALLOWED_ORIGINS: '*,https://x.example.com/,null' };
    expect(() => readConfig(broken)).toThrow(/NOTES_TABLE_NAME.*"\*".*"https:\/\/x\.example\.com\/".*"null"/);
    expect(() => readConfig({})).toThrow(/NOTES_TABLE_NAME/);
  });
});

const event = {
  httpMethod: 'GET',
  resource: '/notes/{noteid}',
  path: '/notes/note1',
  pathParameters: { noteid: 'note1' },
  headers: {},
  requestContext: {
    requestId: 'request-1',
    path: '/prod/notes/note1',
    authorizer: { principalId: 'ada', exp: '4102444800' },
  },
};

describe('composeNotesApi', () => {
  it('answers without any request to the store where the store is not needed', async () => {
    const handler = composeNotesApi({ tableName: 'Notes', allowedOrigins: [] });
    const info = jest.spyOn(console, 'info').mockImplementation();
    expect(await handler({ operation: 'ping' }, { awsRequestId: 'r' } as never)).toBe('pong');
    expect(info).toHaveBeenCalledTimes(1);
    info.mockRestore();
  });
});

describe('the bundle', () => {
  let dynamo: Server;
  const seen: { target: string | undefined; body: unknown }[] = [];

  beforeAll(async () => {
    dynamo = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        seen.push({ target: request.headers['x-amz-target']?.toString(), body: JSON.parse(body) });
        response.setHeader('Content-Type', 'application/x-amz-json-1.0');
        response.end('{}');
      });
    });
    dynamo.listen(0, '127.0.0.1');
    await once(dynamo, 'listening');
  });

  afterAll(async () => {
    dynamo.closeAllConnections();
    dynamo.close();
    await once(dynamo, 'close');
  });

  /** Loads the bundle as Lambda does and calls its handler once. */
  async function callBundle(environment: Record<string, string>): Promise<unknown> {
    const script = `
      console.info = console.error = () => undefined;
      const { handler } = require(${JSON.stringify(BUNDLE)});
      handler(${JSON.stringify(event)}, { awsRequestId: 'r' })
        .then((answer) => { console.log(JSON.stringify(answer)); process.exit(0); });`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { env: environment });
    return JSON.parse(stdout);
  }

  it('asks DynamoDB for the caller’s own note', async () => {
    const { port } = dynamo.address() as AddressInfo;
    const answer = await callBundle({
      NOTES_TABLE_NAME: 'Notes',
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}`,
    });
    expect(answer).toMatchObject({ statusCode: 404, headers: { 'x-request-id': 'request-1' } });
    expect(seen).toEqual([
      {
        target: 'DynamoDB_20120810.GetItem',
        body: expect.objectContaining({
          TableName: 'Notes',
          Key: { userId: { S: 'ada' }, noteId: { S: 'note1' } },
        }),
      },
    ]);
  });

  it('fails at the cold start when it is not configured', async () => {
    await expect(callBundle({})).rejects.toThrow(/The notes API is not configured/);
  });
});
