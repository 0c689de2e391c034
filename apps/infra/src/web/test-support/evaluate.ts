import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import type { Deployment } from '../../test-support/deployments.ts';

/** The region that references are evaluated for. */
export const REGION = 'eu-central-1';
const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Region': REGION,
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::Partition': 'aws',
  'AWS::AccountId': '123456789012',
};

/** What CloudFormation makes of a value; a resource's attribute becomes its name in braces. */
export function evaluate(deployment: Deployment, value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, argument] = ['', '']] = Object.entries(value as Readonly<Record<string, unknown>>);
  switch (name) {
    case 'Ref':
      return PSEUDO[argument as string] ?? `{${argument as string}}`;
    case 'Fn::GetAtt': {
      const [id = '', attribute] = argument as string[];
      return attribute === 'ProviderName'
        ? `cognito-idp.${REGION}.amazonaws.com/{${id}}`
        : `{${id}.${attribute}}`;
    }
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map((part) => evaluate(deployment, part)).join(separator);
    }
    case 'Fn::GetStackOutput': {
      const { StackName, OutputName } = argument as { StackName: string; OutputName: string };
      return evaluate(deployment, outputs(deployment)[StackName]?.[OutputName]);
    }
    default:
      throw new Error(`What is ${JSON.stringify(value)}?`);
  }
}

/** The outputs of the stacks of the default prefix that others read, by stack and name. */
export function outputs({ auth, api, web }: Deployment): Record<string, Record<string, unknown>> {
  const of = (template: Template | undefined) =>
    Object.fromEntries(
      Object.entries(template?.findOutputs('*') ?? {}).map(([name, { Value }]) => [name, Value as unknown]),
    );
  return { NotesAuth: of(auth), NotesApi: of(api), NotesWeb: of(web) };
}

/** What a deployment writes besides the files of the build. */
export function written(deployment: Deployment, name: string): string | undefined {
  const { app, ofType } = deployment;
  const { Properties } = ofType('Custom::CDKBucketDeployment')[1] ?? {};
  const markers = Properties?.['SourceMarkers'] as readonly Readonly<Record<string, unknown>>[];
  const manifest = JSON.parse(readFileSync(join(app.outdir, 'NotesWebContent.assets.json'), 'utf8')) as {
    files: Record<string, { source: { path: string } }>;
  };
  // The first is the build.
  const [, ...others] = (Properties?.['SourceObjectKeys'] as readonly string[]).map((key, index) => ({
    folder: join(app.outdir, manifest.files[key.replace(/\.zip$/, '')]?.source.path ?? ''),
    markers: markers[index] ?? {},
  }));
  const source = others.find(({ folder }) => existsSync(join(folder, name)));
  if (!source) return undefined;
  return Object.entries(source.markers).reduce(
    (text, [marker, value]) => text.replaceAll(marker, evaluate(deployment, value)),
    readFileSync(join(source.folder, name), 'utf8'),
  );
}
