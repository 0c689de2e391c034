import { join } from 'node:path';
import { notesTableActions } from '@notes/adapter-dynamodb';
import { BundledFunction, CognitoTokenAuthorizer } from '@notes/constructs';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { DeploymentConfig } from './config.ts';

/** MB. Measured: up to here more memory makes calls and cold starts shorter at the same price, see docs/performance.md. */
const NOTES_MEMORY = 1024;

/** Seconds. The store client gives up earlier, and the gateway only after 29. */
export const NOTES_TIMEOUT = 10;

/** The notes API, which may use the table's items and nothing else. */
export function notesFunction(
  scope: Construct,
  bundles: string,
  table: Table,
  config: DeploymentConfig,
): BundledFunction {
  const notes = new BundledFunction(scope, 'NotesApi', {
    bundle: join(bundles, 'notes-api'),
    description: 'Creates, reads, lists, replaces and deletes notes',
    timeout: Duration.seconds(NOTES_TIMEOUT),
    memorySize: NOTES_MEMORY,
    environment: {
      NOTES_TABLE_NAME: table.tableName,
      ALLOWED_ORIGINS: config.allowedOrigins.join(','),
    },
    ...(config.concurrency.notes !== undefined && { reservedConcurrentExecutions: config.concurrency.notes }),
    ...logRemoval(config),
  });
  notes.role.addToPrincipalPolicy(
    new PolicyStatement({ actions: [...notesTableActions], resources: [table.tableArn] }),
  );
  if (table.encryptionKey) {
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
    notes.role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
        resources: [table.encryptionKey.keyArn],
        conditions: {
          StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(scope).region}.amazonaws.com` },
        },
      }),
    );
  }
  return notes;
}

/** The Lambda authorizer for the pool's access tokens. */
export function tokenAuthorizer(
  scope: Construct,
  bundles: string,
  { userPool, clientId }: { readonly userPool: IUserPool; readonly clientId: string },
  config: DeploymentConfig,
): CognitoTokenAuthorizer {
  const fill = (text: string) => text.replaceAll('{userPoolId}', userPool.userPoolId);
  return new CognitoTokenAuthorizer(scope, 'TokenAuthorizer', {
    bundle: join(bundles, 'authorizer'),
    userPool,
    clientIds: [clientId],
    ...(config.scopes && { scopes: config.scopes }),
    ...(config.issuer !== undefined && { issuer: fill(config.issuer) }),
    ...(config.keySetUrl !== undefined && { keySetUrl: fill(config.keySetUrl) }),
    keySetRevision: config.keySetRevision,
    cacheTtl: Duration.seconds(config.authorizerTtl),
    ...(config.concurrency.authorizer !== undefined && {
      reservedConcurrentExecutions: config.concurrency.authorizer,
    }),
    ...logRemoval(config),
  });
}

function logRemoval(config: DeploymentConfig): { logRemovalPolicy?: RemovalPolicy } {
  return config.ephemeral ? { logRemovalPolicy: RemovalPolicy.DESTROY } : {};
}
