import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { signedHeaders } from './sigv4.ts';

/** DynamoDB's JSON protocol with nothing but Node: requests signed by hand. */
export type Dynamo = (target: string, input: object) => Promise<DynamoAnswer>;

export type Attributes = Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;

interface DynamoAnswer {
  readonly Item?: Attributes;
  readonly Items?: readonly Attributes[];
  readonly Attributes?: Attributes;
}

export class ConditionFailed extends Error {}

/** @param failure what a call rejects with that did not succeed; passing: the same call may succeed later */
export function createDynamo(
  env: Readonly<Record<string, string | undefined>>,
  failure: (isPassing: boolean) => Error,
): Dynamo {
  const TableName = env['NOTES_TABLE_NAME'] ?? '';
  const region = env['AWS_REGION'] ?? '';
  const endpoint = new URL(env['AWS_ENDPOINT_URL_DYNAMODB'] ?? `https://dynamodb.${region}.amazonaws.com`);
  const isPlain = endpoint.protocol === 'http:';
  const send = isPlain ? httpRequest : httpsRequest;
  const agent = isPlain ? new HttpAgent({ keepAlive: true }) : new HttpsAgent({ keepAlive: true });
  const signer = () => ({
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
    sessionToken: env['AWS_SESSION_TOKEN'],
    region,
  });

  return (target, input) => {
    const body = JSON.stringify({ TableName, ...input });
    const headers = signedHeaders(signer(), endpoint.host, target, body);
    return new Promise((resolve, reject) => {
      const request = send(endpoint, { method: 'POST', agent, headers, timeout: 1_500 }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (text += part));
        response.on('error', reject);
        response.on('end', () => {
          if (response.statusCode === 200) resolve(JSON.parse(text) as DynamoAnswer);
          else if (text.includes('ConditionalCheckFailedException')) reject(new ConditionFailed());
          else reject(failure((response.statusCode ?? 500) >= 500));
        });
      });
      request.on('timeout', () => request.destroy());
      request.on('error', () => {
        reject(failure(true));
      });
      request.end(body);
    });
  };
}

export function toAttributes(item: object): Attributes {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      typeof value === 'number' ? { N: String(value) } : { S: String(value) },
    ]),
  );
}

export function fromAttributes(item: Attributes): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(item).map(([name, { S, N }]) => [name, S ?? Number(N)]));
}
