import { parseCommandLine as parse } from './command-line.ts';

const parseCommandLine = (args: readonly string[], env: Readonly<Record<string, string | undefined>>) =>
  parse(args, env, '/built/web');

const defaults = {
  port: 3000,
  userPoolPort: 9229,
  store: 'memory',
  authorizer: 'lambda',
  tokenValidator: 'cognito',
  authorizerTtl: 60,
  integration: 'proxy',
  allowedOrigins: [],
  tokenValidity: 3600,
  web: { folder: '/built/web', port: 8080 },
};

describe('the command line', () => {
  it('has defaults for everything', () => {
    expect(parseCommandLine([], {})).toEqual(defaults);
  });

  it.each<[args: string[], options: object]>([
    [['--port', '0'], { port: 0 }],
    [['--port=65535'], { port: 65_535 }],
    [['--user-pool-port', '0'], { userPoolPort: 0 }],
    [['--store', 'dynamodb'], { store: 'dynamodb' }],
    [['--store', 'memory'], {}],
    [['--store', 'sqlite', '--data', './notes.db'], { store: 'sqlite', dataFile: './notes.db' }],
    [['--authorizer', 'lambda'], {}],
    [['--token-validator', 'cognito'], {}],
    [['--token-validator', 'oidc'], { tokenValidator: 'oidc' }],
    [['--authorizer-ttl', '0'], { authorizerTtl: 0 }],
    [['--authorizer-ttl', '3600'], { authorizerTtl: 3600 }],
    [['--web-port', '0'], { web: { folder: '/built/web', port: 0 } }],
    [['--web-folder', 'other'], { web: { folder: 'other', port: 8080 } }],
    [['--token-validity', '1'], { tokenValidity: 1 }],
    [['--token-validity', '86400'], { tokenValidity: 86_400 }],
    [['--integration', 'mapped'], { integration: 'mapped' }],
    [['--integration', 'proxy'], {}],
    [['--allowed-origins', 'https://a.example'], { allowedOrigins: ['https://a.example'] }],
    [
      ['--allowed-origins', 'https://a.example,http://localhost:4200,'],
      { allowedOrigins: ['https://a.example', 'http://localhost:4200'] },
    ],
  ])('takes %j', (args, options) => {
    expect(parseCommandLine(args, {})).toEqual({ ...defaults, ...options });
  });

  it.each<[args: string[], options: object]>([
    [['--no-web'], {}],
    [['--authorizer', 'cognito'], { authorizer: 'cognito' }],
    [['--token-validator', 'in-memory'], { tokenValidator: 'in-memory' }],
  ])('leaves the web app out for %j', (args, options) => {
    const { web: _, ...others } = defaults;
    expect(parseCommandLine(args, {})).toEqual({ ...others, ...options });
  });

  it('takes an outside DynamoDB from the environment', () => {
    const env = { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000' };
    expect(parseCommandLine([], env)).toEqual({ ...defaults, dynamoDbEndpoint: 'http://127.0.0.1:8000' });
  });

  it('derives the issuer of an outside pool from its id', () => {
    expect(parseCommandLine(['--user-pool-id', 'eu-west-1_Abc123', '--client-id', 'web'], {})).toEqual({
      ...defaults,
      outsidePool: {
        userPoolId: 'eu-west-1_Abc123',
        region: 'eu-west-1',
        clientId: 'web',
        issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc123',
      },
    });
  });

  it('takes the issuer of an outside pool, and the id from it', () => {
    const issuer = 'https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc123';
    const outsidePool = { userPoolId: 'eu-west-1_Abc123', region: 'eu-west-1', clientId: 'web', issuer };
    expect(parseCommandLine(['--issuer', issuer, '--client-id', 'web'], {})).toEqual({
      ...defaults,
      outsidePool,
    });
    const both = ['--issuer', issuer, '--user-pool-id', 'us-east-1_Other', '--client-id', 'web'];
    expect(parseCommandLine(both, {})?.outsidePool).toEqual({
      ...outsidePool,
      userPoolId: 'us-east-1_Other',
      region: 'us-east-1',
    });
  });

  it('takes any OpenID Provider with the audience of its access tokens, and leaves the web app out', () => {
    const { web: _, ...others } = defaults;
    const issuer = 'https://tenant.auth.example/';
    const args = ['--issuer', issuer, '--client-id', 'web', '--audience', 'https://api.example'];
    expect(parseCommandLine(['--token-validator', 'oidc', ...args], {})).toEqual({
      ...others,
      tokenValidator: 'oidc',
      outsidePool: {
        userPoolId: '',
        region: 'us-east-1',
        clientId: 'web',
        issuer,
        audience: 'https://api.example',
      },
    });
  });

  it('takes an outside pool with the validator of any OpenID Provider', () => {
    const args = ['--token-validator', 'oidc', '--user-pool-id', 'eu-west-1_Abc123', '--client-id', 'web'];
    expect(parseCommandLine(args, {})).toMatchObject({
      tokenValidator: 'oidc',
      outsidePool: { userPoolId: 'eu-west-1_Abc123', clientId: 'web' },
    });
  });

  it('asks for help, whatever else it says', () => {
    expect(parseCommandLine(['--help'], {})).toBeUndefined();
    expect(parseCommandLine(['--port', 'x', '--help'], {})).toBeUndefined();
  });

  it.each<[args: string[], message: string | RegExp]>([
    [['--port', '65536'], '--port must be a whole number from 0 to 65535'],
    [['--port', '-1'], /--port/],
    [['--port=-1'], '--port must be a whole number from 0 to 65535'],
    [['--port', '1.5'], '--port must be a whole number from 0 to 65535'],
    [['--port='], '--port must be a whole number from 0 to 65535'],
    [['--port'], /--port/],
    [['--user-pool-port', 'any'], '--user-pool-port must be a whole number from 0 to 65535'],
    [['--authorizer-ttl', '3601'], '--authorizer-ttl must be a whole number from 0 to 3600'],
    [['--web-port', 'http'], '--web-port must be a whole number from 0 to 65535'],
    [['--token-validity', '0'], '--token-validity must be a whole number from 1 to 86400'],
    [['--token-validity', '86401'], '--token-validity must be a whole number from 1 to 86400'],
    [['--store', 'disk'], '--store must be one of memory, sqlite, dynamodb'],
    [['--store', 'sqlite'], '--store sqlite and --data go together'],
    [['--data', 'notes.db'], '--store sqlite and --data go together'],
    [['--store', 'sqlite', '--data', ''], '--data must be the path of a file'],
    [['--authorizer', 'none'], '--authorizer must be one of lambda, cognito'],
    [['--token-validator', 'jwt'], '--token-validator must be one of cognito, oidc, in-memory'],
    [
      ['--token-validator', 'oidc', '--authorizer', 'cognito'],
      '--authorizer cognito goes with --token-validator cognito',
    ],
    [
      ['--token-validator', 'in-memory', '--issuer', 'https://a.example', '--client-id', 'web'],
      '--token-validator in-memory takes neither --user-pool-id nor --issuer',
    ],
    [
      ['--token-validator', 'oidc', '--issuer', 'https://a.example', '--client-id', 'web'],
      '--token-validator oidc and --issuer need --audience, or --user-pool-id as well',
    ],
    [
      ['--token-validator', 'oidc', '--issuer', 'https://a.example', '--client-id', 'a', '--audience', 'a'],
      '--audience must differ from --client-id, which is what ID tokens are for',
    ],
    [
      ['--token-validator', 'oidc', '--issuer', 'https://a.example', '--client-id', 'a', '--audience', ''],
      '--audience must differ from --client-id, which is what ID tokens are for',
    ],
    [
      ['--audience', 'api'],
      '--audience goes with --token-validator oidc and --issuer, without --user-pool-id',
    ],
    [
      ['--issuer', 'https://a.example', '--client-id', 'web', '--audience', 'api'],
      '--audience goes with --token-validator oidc and --issuer, without --user-pool-id',
    ],
    [['--integration', 'http'], '--integration must be one of proxy, mapped'],
    [['--client-id', 'web'], '--client-id goes with --user-pool-id or --issuer'],
    [['--user-pool-id', 'eu-west-1_Abc123'], '--user-pool-id and --issuer need --client-id'],
    [['--issuer', 'https://a.example/b'], '--user-pool-id and --issuer need --client-id'],
    [
      ['--issuer', 'nowhere', '--client-id', 'web'],
      '--issuer must be an https URL; plain http is for loopback only',
    ],
    [
      ['--issuer', 'http://issuer.example/pool', '--client-id', 'web'],
      '--issuer must be an https URL; plain http is for loopback only',
    ],
    [
      ['--allowed-origins', 'https://a.example/'],
      '--allowed-origins holds "https://a.example/", which is no origin',
    ],
    [['--allowed-origins', '*'], '--allowed-origins holds "*", which is no origin'],
    [['--user-pool-id', 'nowhere', '--client-id', 'web'], '--user-pool-id must be of the form region_name'],
    [['--unknown'], /--unknown/],
    [['start'], /start/],
  ])('refuses %j', (args, message) => {
    let error: unknown;
    try {
      parseCommandLine(args, {});
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({
      name: 'UsageError',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });
});
