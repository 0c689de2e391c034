import type { Metafile } from 'esbuild';

interface LeftOut {
  /** As the AWS SDK imports it. */
  readonly module: string;
  /** The names that it is asked for. Each becomes a function that throws. */
  readonly names: readonly string[];
  readonly reason: string;
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
];

/** Packages of the chain, and what only it needs: clients of the services that it asks for credentials. */
const CHAIN =
  /node_modules\/(@aws-sdk\/(?:credential-provider-(?!env\/)[^/]+|nested-clients|token-providers)|@smithy\/credential-provider-imds)\//;

const CLIENT = /node_modules\/@aws-sdk\/client-/;

/** For esbuild's `alias`: what stands in the place of each of those modules says, when it is called, that it was left out. */
export const stubs: Readonly<Record<string, string>> = Object.fromEntries(
  LEFT_OUT.map(({ module, names, reason }) => [module, stub(names, reason)]),
);

function stub(names: readonly string[], reason: string): string {
  const functions = names.map(
    (name) => `export function ${name}() { throw new Error(${JSON.stringify(reason)}); }`,
  );
  return `data:text/javascript,${functions.join(' ')}`;
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
    ...[...present].map((name) => `${name} is in the bundle`),
    ...missed.map(({ module }) => `${module} is no longer what the SDK imports`),
  ];
  if (problems.length > 0) {
    throw new Error(`Look at what tools/bundle/src/left-out.ts leaves out: ${problems.join('; ')}.`);
  }
}
