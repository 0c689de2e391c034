import { notesTableSchema } from '@notes/adapter-dynamodb';
import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { type Attribute, AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { DeploymentConfig } from './config.ts';

/** Where the notes are kept. */
export class DataStack extends Stack {
  readonly table: Table;

  constructor(scope: Construct, id: string, config: DeploymentConfig, props: StackProps = {}) {
    super(scope, id, { description: 'Notes service: table', ...props });
    const removalPolicy = config.ephemeral ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN;
    const [partitionKey, sortKey] = notesTableSchema.KeySchema;
    this.table = new Table(this, 'Table', {
      tableName: config.prefix,
      partitionKey: attribute(partitionKey.AttributeName),
      sortKey: attribute(sortKey.AttributeName),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      ...(config.tableKey === 'customer'
        ? {
            encryption: TableEncryption.CUSTOMER_MANAGED,
            encryptionKey: new Key(this, 'TableKey', {
              description: `Encrypts the table ${config.prefix}`,
              enableKeyRotation: true,
              removalPolicy,
            }),
          }
        : { encryption: TableEncryption.AWS_MANAGED }),
      deletionProtection: !config.ephemeral,
      removalPolicy,
    });

    new CfnOutput(this, 'TableName', { value: this.table.tableName });
  }
}

type Definition = (typeof notesTableSchema.AttributeDefinitions)[number];

/** Every key of the schema is a text; one of another type would not compile here. */
const TYPES: Readonly<Record<Definition['AttributeType'], AttributeType>> = { S: AttributeType.STRING };

function attribute(name: Definition['AttributeName']): Attribute {
  const definition = notesTableSchema.AttributeDefinitions.find((each) => each.AttributeName === name);
  return { name, type: TYPES[definition?.AttributeType ?? 'S'] };
}
