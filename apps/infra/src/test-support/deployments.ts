import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    mfa: 'required',
    tableKey: 'customer',
    readScopes: 'notes/read',
    writeScopes: 'notes/write',
    waf: true,
    domainName: 'api.example.com',
    certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/a1b2',
    hostedZoneId: 'Z123',
    hostedZoneName: 'example.com',
    authorizerConcurrency: 10,
    notesConcurrency: 20,
    alarmEmail: 'ops@example.com',
  },
  'REST, Lambda authorizer, mapped': { integration: 'mapped', allowedOrigins: ORIGIN },
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
  /** Of all stacks, by stack (auth, data or api) and logical id. */
  readonly resources: ReadonlyMap<string, Resource>;
  readonly ofType: (type: string) => Resource[];
}

/** Synthesizes a deployment as the CLI does, with cdk.json's feature flags, from two bundles that hold no code. */
export function deploy(context: Readonly<Record<string, unknown>> = {}): Deployment {
  const bundles = emptyBundles();
  const cdkJson = JSON.parse(readFileSync(join(import.meta.dirname, '../../cdk.json'), 'utf8')) as {
    context: object;
  };
  const app = createNotesApp({
    bundles,
    context: { ...cdkJson.context, ...context },
    outdir: join(bundles, 'cdk.out'),
  });
  const [auth, data, api] = app.node.children.filter((each) => Stack.isStack(each));
  if (!auth || !data || !api) throw new Error('There are not three stacks.');
  const templates = {
    auth: Template.fromStack(auth),
    data: Template.fromStack(data),
    api: Template.fromStack(api),
  };
  const resources = new Map<string, Resource>();
  for (const [name, template] of Object.entries(templates)) {
    const { Resources } = template.toJSON() as { Resources: Record<string, Resource> };
    for (const [id, resource] of Object.entries(Resources)) resources.set(`${name}/${id}`, resource);
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
  for (const name of ['authorizer', 'notes-api']) {
    mkdirSync(join(bundles, name));
    writeFileSync(join(bundles, name, 'main.cjs'), '');
  }
  return bundles;
}
