/** What a client needs to know of a deployment: the same members as the harness serves at `/_harness/info`. */
export interface ClientConfig {
  readonly invokeUrl: string;
  readonly region: string;
  readonly issuer: string;
  /** Where the user pool's API is called. */
  readonly userPoolEndpoint: string;
  readonly userPoolId: string;
  readonly clientId: string;
}

const OUTPUTS = {
  invokeUrl: 'InvokeUrl',
  region: 'Region',
  issuer: 'Issuer',
  userPoolId: 'UserPoolId',
  clientId: 'UserPoolClientId',
} as const;

/**
 * Makes a client's configuration of what `cdk deploy --outputs-file` wrote: an object of stacks, each an object of outputs.
 *
 * @param userPoolEndpoint default: the origin of the issuer, which is right for Cognito itself
 * @throws Error with one message that names every output that is missing, or that two stacks disagree on.
 */
export function clientConfig(outputs: unknown, userPoolEndpoint?: string): ClientConfig {
  const problems: string[] = [];
  const only = (name: string): string => {
    const values = new Set(valuesOf(outputs, name));
    if (values.size === 0) problems.push(`no stack has the output ${name}`);
    if (values.size > 1) problems.push(`the stacks of several deployments have the output ${name}`);
    const [value = ''] = values;
    return value;
  };
  const found = {
    invokeUrl: only(OUTPUTS.invokeUrl),
    region: only(OUTPUTS.region),
    issuer: only(OUTPUTS.issuer),
    userPoolId: only(OUTPUTS.userPoolId),
    clientId: only(OUTPUTS.clientId),
  };
  if (found.issuer !== '' && !URL.canParse(found.issuer)) problems.push('the output Issuer is no URL');
  if (problems.length > 0) {
    throw new Error(
      `The outputs do not describe one deployment: ${problems.join('; ')}. Deploy with --outputs-file, into a file of its own.`,
    );
  }
  return { ...found, userPoolEndpoint: userPoolEndpoint ?? new URL(found.issuer).origin };
}

function valuesOf(outputs: unknown, name: string): string[] {
  return Object.values(isObject(outputs) ? outputs : {}).flatMap((stack) => {
    const value = isObject(stack) ? stack[name] : undefined;
    return typeof value === 'string' && value !== '' ? [value] : [];
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
