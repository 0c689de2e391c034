import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { createNotesApp } from '../notes-app.ts';

const ORIGIN = 'https://notes.example.com';

/** Every front door, and every option once, as the context that asks for it. */
export const DEPLOYMENTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'the default': {},
  'REST, Lambda authorizer, proxy, with every option': {
    prefix: 'Staging',
    allowedOrigins: `${ORIGIN},https://other.example.com`,
    tableKey: 'customer',
    readScopes: 'notes/read,aws.cognito.signin.user.admin',
    writeScopes: 'notes/write,aws.cognito.signin.user.admin',
    waf: true,
    domainName: 'api.example.com',
    certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/a1b2',
    hostedZoneId: 'Z123',
    hostedZoneName: 'example.com',
    webDomainName: 'notes.example.com',
    webCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/a1b2',
    authorizerConcurrency: 10,
    notesConcurrency: 20,
    alarmEmail: 'ops@example.com',
  },
  'REST, Lambda authorizer, mapped': { integration: 'mapped', allowedOrigins: ORIGIN },
  'REST, Lambda authorizer, without the web app': { web: false, mfa: 'required' },
  'REST, Cognito authorizer, proxy': { authorizer: 'cognito', allowedOrigins: ORIGIN },
  'REST, Cognito authorizer, mapped': { authorizer: 'cognito', integration: 'mapped', accountLogRole: false },
  'HTTP, JWT authorizer': { gateway: 'http', authorizer: 'jwt', allowedOrigins: ORIGIN },
  'HTTP, Lambda authorizer': { gateway: 'http', allowedOrigins: ORIGIN },
  'HTTP, Lambda authorizer, with every option': {
    gateway: 'http',
    issuer: 'https://issuer.example.com/{userPoolId}',
    readScopes: 'notes/read',
    writeScopes: 'notes/write',
    domainName: 'api.example.com',
    certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/a1b2',
    hostedZoneId: 'Z123',
    hostedZoneName: 'example.com',
    alarmTopicArn: 'arn:aws:sns:eu-central-1:123456789012:alarms',
  },
  'HTTP, JWT authorizer, with scopes': {
    gateway: 'http',
    authorizer: 'jwt',
    readScopes: 'notes/read',
    writeScopes: 'notes/write',
  },
  'a throw-away one': {
    ephemeral: true,
    passwordAuth: true,
    mfa: 'off',
    operations: false,
    keySetUrl: 'http://127.0.0.1:4566/{userPoolId}/.well-known/jwks.json',
  },
};

/** What would be uploaded stays where it is: a copy of the AWS CLI's layer for each test takes its time. */
const WITHOUT_COPIES = { 'aws:cdk:disable-asset-staging': true };

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Deployment {
  readonly app: App;
  readonly auth: Template;
  readonly data: Template;
  readonly api: Template;
  /** Where the web app is delivered from, and its files; absent where it is not delivered. */
  readonly web: Template | undefined;
  readonly content: Template | undefined;
  /** Of all stacks, by stack (auth, data, api, web or content) and logical id. */
  readonly resources: ReadonlyMap<string, Resource>;
  readonly ofType: (type: string) => Resource[];
}

const deployments = new Map<string, Deployment>();

/**
 * Synthesizes a deployment as the CLI does, with cdk.json's feature flags, from bundles that hold no code and a web app of a few lines. Asked
 * again for the same context it gives the same deployment.
 */
export function deploy(context: Readonly<Record<string, unknown>> = {}): Deployment {
  const key = JSON.stringify(context);
  const deployment = deployments.get(key) ?? withoutTraces(() => synthesize(context));
  deployments.set(key, deployment);
  return deployment;
}

/** The AWS CDK takes a stack trace of every construct, a fifth of its time, which no template holds. */
function withoutTraces<Result>(run: () => Result): Result {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function synthesize(context: Readonly<Record<string, unknown>>): Deployment {
  const bundles = emptyBundles();
  const cdkJson = JSON.parse(readFileSync(join(import.meta.dirname, '../../cdk.json'), 'utf8')) as {
    context: object;
  };
  const app = createNotesApp({
    bundles,
    context: { ...cdkJson.context, ...WITHOUT_COPIES, ...context },
    treeMetadata: false,
    outdir: join(bundles, 'cdk.out'),
  });
  const prefix = typeof context['prefix'] === 'string' ? context['prefix'] : 'Notes';
  const template = (name: string) => {
    const stack = app.node.tryFindChild(prefix + name);
    return Stack.isStack(stack) ? Template.fromStack(stack) : undefined;
  };
  const [auth, data, api] = [template('Auth'), template('Data'), template('Api')];
  if (!auth || !data || !api) throw new Error('A stack is missing.');
  const templates = { auth, data, api, web: template('Web'), content: template('WebContent') };
  const resources = new Map<string, Resource>();
  for (const [name, each] of Object.entries(templates)) {
    const json = each?.toJSON() as { Resources: Record<string, Resource> } | undefined;
    for (const [id, resource] of Object.entries(json?.Resources ?? {}))
      resources.set(`${name}/${id}`, resource);
  }
  return {
    app,
    ...templates,
    resources,
    ofType: (type) => [...resources.values()].filter((resource) => resource.Type === type),
  };
}

function emptyBundles(): string {
  const bundles = mkdtempSync(join(tmpdir(), 'notes-infra-'));
  const files = {
    'authorizer/main.cjs': '',
    'notes-api/main.cjs': '',
    'web/index.html': '<!doctype html><html><head><title>Notes</title></head></html>',
    'web/assets/app-1a2b.js': '',
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(bundles, dirname(name)), { recursive: true });
    writeFileSync(join(bundles, name), text);
  }
  return bundles;
}
