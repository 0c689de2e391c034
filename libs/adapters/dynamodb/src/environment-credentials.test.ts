import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { noteId, userId } from '@notes/domain';
import { type DocumentClientOptions, createDocumentClient } from './document-client.ts';
import { DynamoDbNoteRepository } from './dynamodb-note-repository.ts';
import { environmentCredentials } from './environment-credentials.ts';

const owner = userId('alice');
const id = noteId('note-1');

/** Takes requests signed with any key id but this one, which it calls expired. */
const EXPIRED = 'ASIAEXPIRED';

let server: Server;
let seen: { readonly keyId: string | undefined; readonly token: string | undefined }[];

function signature(headers: IncomingHttpHeaders): (typeof seen)[number] {
  const keyId = /Credential=([^/]+)\/\d{8}\/us-east-1\/dynamodb\/aws4_request/.exec(
    headers.authorization ?? '',
  );
  return { keyId: keyId?.[1], token: headers['x-amz-security-token']?.toString() };
}

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    request.resume();
    const signed = signature(request.headers);
    seen.push(signed);
    response.writeHead(signed.keyId === EXPIRED ? 400 : 200, {
      'content-type': 'application/x-amz-json-1.0',
    });
    response.end(
      signed.keyId === EXPIRED ? '{"__type":"com.amazon.coral.service#ExpiredTokenException"}' : '{}',
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function endpoint(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function repositoryWith(options: DocumentClientOptions): DynamoDbNoteRepository {
  const client = createDocumentClient({ endpoint: endpoint(), region: 'us-east-1', ...options });
  return new DynamoDbNoteRepository({ client, tableName: 'Notes' });
}

function role(keyId: string, token: string): Record<string, string | undefined> {
  return { AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: token };
}

describe('environmentCredentials', () => {
  it('sends the session token of a role, and none where there is none', async () => {
    const env = role('ASIAFIRST', 'first-token');
    const repository = repositoryWith({ credentials: environmentCredentials(env) });
    await repository.get(owner, id);
    Object.assign(env, { AWS_ACCESS_KEY_ID: 'AKIAUSER', AWS_SESSION_TOKEN: undefined });
    await repository.get(owner, id);
    expect(seen).toEqual([
      { keyId: 'ASIAFIRST', token: 'first-token' },
      { keyId: 'AKIAUSER', token: undefined },
    ]);
  });

  it('signs what follows a change of the environment with the new credentials', async () => {
    const env = role(EXPIRED, 'old-token');
    const repository = repositoryWith({ credentials: environmentCredentials(env) });
    await expect(repository.get(owner, id)).rejects.toMatchObject({
      code: 'internal',
      cause: { name: 'ExpiredTokenException' },
    });
    Object.assign(env, role('ASIANEW', 'new-token'));
    expect(await repository.get(owner, id)).toBeUndefined();
    expect(seen).toEqual([
      { keyId: EXPIRED, token: 'old-token' },
      { keyId: 'ASIANEW', token: 'new-token' },
    ]);
  });

  it.each(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])(
    'reports the lack of %s as unavailable, and sends nothing',
    async (name) => {
      const env = role('ASIAFIRST', 'first-token');
      const repository = repositoryWith({ credentials: environmentCredentials({ ...env, [name]: '' }) });
      await expect(repository.get(owner, id)).rejects.toMatchObject({
        code: 'unavailable',
        cause: { name: 'CredentialsProviderError' },
      });
      expect(seen).toEqual([]);
    },
  );
});

describe('a client without credentials of its own', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'credentials-'));
  });

  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  it("searches where the SDK does, a profile's file among others", async () => {
    const file = join(directory, 'credentials');
    await writeFile(file, '[laptop]\naws_access_key_id = AKIAPROFILE\naws_secret_access_key = secret\n');
    const program = require.resolve('../test-support/read-one-note.ts');
    const env = {
      AWS_ENDPOINT_URL_DYNAMODB: endpoint(),
      AWS_REGION: 'us-east-1',
      AWS_SHARED_CREDENTIALS_FILE: file,
      AWS_PROFILE: 'laptop',
    };
    await promisify(execFile)(process.execPath, [program], { env });
    expect(seen).toEqual([{ keyId: 'AKIAPROFILE', token: undefined }]);
  });
});
