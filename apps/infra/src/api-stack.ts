import { AUTHORIZER_TIMEOUT } from '@notes/constructs';
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledgeOperations } from './acknowledgements.ts';
import type { AuthStack } from './auth-stack.ts';
import type { DeploymentConfig } from './config.ts';
import type { DataStack } from './data-stack.ts';
import { NOTES_TIMEOUT, notesFunction, tokenAuthorizer } from './functions.ts';
import { HttpFrontDoor } from './http-front-door.ts';
import { Operations } from './operations/operations.ts';
import { RestFrontDoor } from './rest-front-door.ts';

export interface ApiStackProps extends StackProps {
  readonly auth: AuthStack;
  readonly data: DataStack;
  /** The folder that holds a folder for each Lambda's bundle. */
  readonly bundles: string;
}

/** The API and its functions: nothing in here holds state. */
export class ApiStack extends Stack {
  /** Without a slash at the end. */
  readonly invokeUrl: string;

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

    if (config.operations) {
      const operations = new Operations(this, 'Operations', {
        api: frontDoor.monitored,
        notes,
        ...(authorizer && { authorizer }),
        table: data.table,
        timeouts: { authorizer: AUTHORIZER_TIMEOUT, notes: NOTES_TIMEOUT },
        ...(config.alarmEmail !== undefined && { alarmEmail: config.alarmEmail }),
        ...(config.alarmTopicArn !== undefined && { alarmTopicArn: config.alarmTopicArn }),
      });
      acknowledgeOperations(operations);
    }

    this.invokeUrl = frontDoor.invokeUrl;
    new CfnOutput(this, 'InvokeUrl', { value: this.invokeUrl });
    new CfnOutput(this, 'NotesFunctionName', { value: notes.function.functionName });
    if (authorizer)
      new CfnOutput(this, 'AuthorizerFunctionName', { value: authorizer.function.functionName });
  }
}
