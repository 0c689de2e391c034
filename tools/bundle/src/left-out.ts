import type { Metafile } from 'esbuild';

interface LeftOut {
  /** As the AWS SDK imports it. */
  readonly module: string;
  /** The functions that it is asked for. Each becomes one that throws. */
  readonly names?: readonly string[];
  readonly reason?: string;
  /** The classes that it is asked for. Each becomes an empty one: it can be made, and there is nothing to call. */
  readonly classes?: readonly string[];
}

/**
 * What a client of the AWS SDK imports and a Lambda function of ours never calls. Leaving it out makes the notes API a third smaller:
 * esbuild, besides, wraps every module that a dynamic import leads to.
 */
const LEFT_OUT: readonly LeftOut[] = [
  {
    module: '@aws-sdk/credential-provider-node',
    names: ['defaultProvider'],
    reason: 'The chain of credential providers is not in this bundle: pass credentials to the client.',
  },
  {
    module: '@smithy/core/event-streams',
    names: ['EventStreamSerde', 'eventStreamSerdeProvider'],
    reason: 'Event streams are not in this bundle: no operation of DynamoDB has one.',
  },
  {
    // A client makes one, and no command of DynamoDB's client asks it: with it goes mnemonist.
    module: '@aws-sdk/endpoint-cache',
    classes: ['EndpointCache'],
  },
];

/** Packages of the chain, and what only it needs: clients of the services that it asks for credentials. */
const CHAIN =
  /node_modules\/(@aws-sdk\/(?:credential-provider-(?!env\/)[^/]+|nested-clients|token-providers)|@smithy\/credential-provider-imds)\//;

const CLIENT = /node_modules\/@aws-sdk\/client-/;

/** What would ask the cache of endpoints. */
const DISCOVERY =
  /node_modules\/@aws-sdk\/middleware-endpoint-discovery\/.*\/endpointDiscoveryMiddleware\.js$/;

/** For esbuild's `alias`: what stands in the place of each of those modules says, when it is called, that it was left out. */
export const stubs: Readonly<Record<string, string>> = Object.fromEntries(
  LEFT_OUT.map((one) => [one.module, stub(one)]),
);

function stub({ names = [], reason = '', classes = [] }: LeftOut): string {
  const exported = [
    ...names.map((name) => `export function ${name}() { throw new Error(${JSON.stringify(reason)}); }`),
    ...classes.map((name) => `export class ${name} {}`),
  ];
  return `data:text/javascript,${exported.join(' ')}`;
}

/**
 * @throws Error when a bundle with a client of the AWS SDK holds the chain of credential providers after all, or when the SDK no longer
 * imports what is to be left out, and so perhaps something else of another name.
 */
export function assertLeftOut({ inputs, outputs }: Metafile): void {
  if (!Object.keys(inputs).some((file) => CLIENT.test(file))) return;
  const bundled = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  const present = new Set(bundled.map((file) => CHAIN.exec(file)?.[1]).filter((name) => name !== undefined));
  const imported = new Set(Object.values(inputs).flatMap((file) => file.imports.map((one) => one.original)));
  const missed = LEFT_OUT.filter(({ module }) => !imported.has(module));
  const problems = [
    ...(bundled.some((file) => DISCOVERY.test(file)) ? ['endpoint discovery is in the bundle'] : []),
    ...[...present].map((name) => `${name} is in the bundle`),
    ...missed.map(({ module }) => `${module} is no longer what the SDK imports`),
  ];
  if (problems.length > 0) {
    throw new Error(`Look at what tools/bundle/src/left-out.ts leaves out: ${problems.join('; ')}.`);
  }
}
