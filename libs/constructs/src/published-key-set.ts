import { join } from 'node:path';
import { CustomResource, Duration, type RemovalPolicy } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { BundledFunction } from './bundled-function.ts';

export interface PublishedKeySetProps {
  /** Where the issuer publishes its keys: https, or http on loopback. */
  readonly url: string;
  /** Another value fetches the keys again at the next deployment. Default `1`. */
  readonly revision?: string;
  readonly logRetention?: RetentionDays;
  readonly logRemovalPolicy?: RemovalPolicy;
}

/**
 * The JSON Web Key Set of an issuer as it is when the stack is deployed. A key set that cannot be had does not fail the deployment: the value is
 * then empty, and who uses it has to fetch the keys itself.
 */
export class PublishedKeySet extends Construct {
  /** JSON text of at most 2048 bytes, or empty. */
  readonly value: string;

  constructor(scope: Construct, id: string, props: PublishedKeySetProps) {
    super(scope, id);
    const { url, revision = '1', ...logs } = props;
    const fetcher = new BundledFunction(this, 'Fetcher', {
      bundle: join(import.meta.dirname, 'key-set-function'),
      entry: 'index.mjs',
      description: 'Fetches the key set of an issuer while a stack is deployed',
      timeout: Duration.seconds(30),
      memorySize: 128,
      ...logs,
    });
    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::PublishedKeySet',
      serviceToken: fetcher.function.functionArn,
      serviceTimeout: Duration.minutes(2),
      properties: { Url: url, Revision: revision },
    });
    // Without its policies the function could not even log why it failed.
    resource.node.addDependency(fetcher);
    this.value = resource.getAttString('KeySet');
  }
}
