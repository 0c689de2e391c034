import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Duration } from 'aws-cdk-lib';
import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface BundledFunctionProps {
  /** The folder that is zipped as it is. */
  readonly bundle: string;
  /** The file in it that holds the handler. Default `main.cjs`. */
  readonly entry?: string;
  readonly description: string;
  readonly timeout: Duration;
  /** MB, which also buys CPU. */
  readonly memorySize: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Instances kept for this function alone, and at most so many. Default: what the account has left. */
  readonly reservedConcurrentExecutions?: number;
  /** Default one month. */
  readonly logRetention?: RetentionDays;
  /** Of the log group. Default: kept. */
  readonly logRemovalPolicy?: RemovalPolicy;
}

/**
 * A Lambda function from a folder that is built already, with a log group and a role of its own. The role may write to that log group and to
 * X-Ray, and nothing else; the managed policy for it would allow the logs of every function of the account.
 */
export class BundledFunction extends Construct {
  readonly function: LambdaFunction;
  readonly logGroup: LogGroup;
  readonly role: Role;

  /** @throws Error when the bundle is not there. */
  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    super(scope, id);
    const { bundle, entry = 'main.cjs', reservedConcurrentExecutions } = props;
    if (!existsSync(join(bundle, entry))) {
      throw new Error(`There is no Lambda bundle ${join(bundle, entry)}. Run "npm run build" first.`);
    }
    this.logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetention ?? RetentionDays.ONE_MONTH,
      removalPolicy: props.logRemovalPolicy ?? RemovalPolicy.RETAIN,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.logGroup.grantWrite(this.role);
    this.function = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(bundle, { exclude: ['*.d.mts'] }),
      handler: `${entry.slice(0, entry.lastIndexOf('.'))}.handler`,
      timeout: props.timeout,
      memorySize: props.memorySize,
      environment: props.environment ?? {},
      role: this.role,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.INFO,
      tracing: Tracing.ACTIVE,
      ...(reservedConcurrentExecutions !== undefined && { reservedConcurrentExecutions }),
    });
    Validations.of(this).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'X-Ray has no resources that a policy could name.',
      },
      {
        id: 'Serverless-LambdaDLQ',
        reason:
          'Whoever calls the function waits for its answer, so no event is left over that a queue could keep.',
      },
    );
  }
}
