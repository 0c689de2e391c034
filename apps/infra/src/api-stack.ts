import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AuthStack } from './auth-stack.ts';
import type { DeploymentConfig } from './config.ts';
import type { DataStack } from './data-stack.ts';
import { notesFunction, tokenAuthorizer } from './functions.ts';
import { HttpFrontDoor } from './http-front-door.ts';
import { RestFrontDoor } from './rest-front-door.ts';

export interface ApiStackProps extends StackProps {
  readonly auth: AuthStack;
  readonly data: DataStack;
  /** The folder that holds a folder for each Lambda's bundle. */
  readonly bundles: string;
}

/** The API and its functions: nothing in here holds state. */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, config: DeploymentConfig, props: ApiStackProps) {
    const { auth, data, bundles, ...stackProps } = props;
    super(scope, id, { description: 'Notes service: API', ...stackProps });
    const { userPool, issuer } = auth;
    const clientId = auth.client.userPoolClientId;
    const notes = notesFunction(this, bundles, data.table, config);
    const authorizer =
      config.authorizer === 'lambda'
        ? tokenAuthorizer(this, bundles, { userPool, clientId }, config)
        : undefined;
    const common = {
      config,
      notes: notes.function,
      tableName: config.prefix,
      ...(authorizer && { tokenAuthorizer: authorizer }),
    };
    const frontDoor =
      config.gateway === 'rest'
        ? new RestFrontDoor(this, 'Rest', { ...common, userPool })
        : new HttpFrontDoor(this, 'Http', { ...common, issuer, clientId });

    new CfnOutput(this, 'InvokeUrl', { value: frontDoor.invokeUrl });
    new CfnOutput(this, 'NotesFunctionName', { value: notes.function.functionName });
    if (authorizer)
      new CfnOutput(this, 'AuthorizerFunctionName', { value: authorizer.function.functionName });
  }
}
