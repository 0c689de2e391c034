import type { HttpApiSubject } from '@notes/contracts';
import type { Cdk } from './cdk.ts';
import { COMMON_CONTEXT, type FrontDoor, ORIGIN } from './front-doors.ts';
import { startEdge } from './edge.ts';
import { Users } from './users.ts';

/** A front door that was deployed. */
export interface Deployment extends HttpApiSubject {
  readonly authorizerFunction: string | undefined;
  stop(): Promise<void>;
}

export async function deploy(
  cdk: Cdk,
  endpoint: string,
  { context, tokenUse }: FrontDoor,
): Promise<Deployment> {
  const outputs = await cdk.deploy({ ...COMMON_CONTEXT, ...context });
  const output = (stack: string, name: string): string => {
    const value = outputs[context.prefix + stack]?.[name];
    if (value === undefined) throw new Error(`The stack ${context.prefix}${stack} has no output ${name}.`);
    return value;
  };
  const users = new Users(endpoint, {
    userPoolId: output('Auth', 'UserPoolId'),
    clientId: output('Auth', 'UserPoolClientId'),
  });
  const edge = await startEdge(output('Api', 'InvokeUrl'), endpoint);
  return {
    invokeUrl: edge.invokeUrl,
    // The gateway's own answers name the first origin, which is the web app's where there is one.
    allowedOrigin: outputs[`${context.prefix}Web`]?.['WebUrl'] ?? ORIGIN,
    authorizerFunction: outputs[`${context.prefix}Api`]?.['AuthorizerFunctionName'],
    newCaller: async () => {
      const { accessToken, idToken } = await users.signUpAndIn();
      return tokenUse === 'id'
        ? { token: idToken, otherUseToken: accessToken }
        : { token: accessToken, otherUseToken: idToken };
    },
    stop: async () => {
      users.close();
      await edge.stop();
    },
  };
}
