import { type DocumentClientOptions, environmentCredentials } from '@notes/adapter-dynamodb';
import { isOrigin } from '@notes/api';

/** What the notes API is told by its environment. */
export interface NotesApiConfig {
  readonly tableName: string;
  /** Exact origins, as a browser sends them. */
  readonly allowedOrigins: readonly string[];
  /** Those of the function's role. */
  readonly credentials: NonNullable<DocumentClientOptions['credentials']>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `NOTES_TABLE_NAME` (required) and `ALLOWED_ORIGINS` (comma-separated, none by default). The SDK reads `AWS_REGION` and
 * `AWS_ENDPOINT_URL_DYNAMODB` itself. Credentials are those in the environment and no others, at the time of each request to the table:
 * Lambda always gives them, and the bundle leaves out the rest of the SDK's chain of providers (tools/bundle).
 * @throws Error with one message that names every problem.
 */
export function readConfig(env: Environment): NotesApiConfig {
  const tableName = env['NOTES_TABLE_NAME']?.trim() ?? '';
  const allowedOrigins = list(env['ALLOWED_ORIGINS']);
  const problems = [
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
    ...(/^[A-Za-z0-9_.-]{3,255}$/.test(tableName)
      ? []
      : ['NOTES_TABLE_NAME must be the name of a DynamoDB table']),
    ...allowedOrigins
      .filter((origin) => !isOrigin(origin))
      .map(
        (origin) =>
          `ALLOWED_ORIGINS holds "${origin}", which is not an origin such as https://notes.example.com`,
      ),
  ];
  if (problems.length > 0) throw new Error(`The notes API is not configured: ${problems.join('; ')}.`);
  return { tableName, allowedOrigins, credentials: environmentCredentials(env) };
}

function list(value = ''): string[] {
  return value
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
