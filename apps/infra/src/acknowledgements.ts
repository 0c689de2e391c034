import type { Route } from '@notes/api';
import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { DeploymentConfig } from './config.ts';

/** Why this deployment differs from the rules of cdk-nag's packs AwsSolutions and Serverless. A test finds no other difference. */

export function acknowledgeUserPool(userPool: IConstruct, { mfa }: DeploymentConfig): void {
  Validations.of(userPool).acknowledge({
    id: 'AwsSolutions-COG8',
    reason: 'Threat protection is priced by user; who wants it changes the feature plan.',
  });
  if (mfa === 'required') return;
  Validations.of(userPool).acknowledge({
    id: 'AwsSolutions-COG2',
    reason: 'Each user decides about a second factor; mfa=required takes the decision for all of them.',
  });
}

export function acknowledgeRestApi(api: IConstruct, { wafRateLimit }: DeploymentConfig): void {
  Validations.of(api).acknowledge({
    id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
    reason:
      'API Gateway takes one role for all log groups of its APIs, and this policy is the one it documents.',
  });
  if (wafRateLimit !== undefined) return;
  Validations.of(api).acknowledge({
    id: 'AwsSolutions-APIG3',
    reason: 'The stage is throttled, and waf=true adds the web ACL for who wants to pay for it.',
  });
}

/** @param method a method of a REST API, or a route of an HTTP API */
export function acknowledgeMethod(method: IConstruct, { authorized }: Route): void {
  const reason = authorized
    ? 'The Lambda authorizer checks more of the access tokens than the gateway would: client, token use, and expiry behind its cache.'
    : 'A browser sends no token with a preflight, and the function answers it without touching a note.';
  Validations.of(method).acknowledge(
    { id: 'AwsSolutions-COG4', reason },
    ...(authorized ? [] : [{ id: 'AwsSolutions-APIG4', reason }]),
  );
}

export function acknowledgeOperations(operations: IConstruct): void {
  Validations.of(operations).acknowledge({
    id: 'Serverless-SNSRedrivePolicy',
    reason: 'A mail has no queue to go to instead; an alarm that a mail missed is still in the console.',
  });
}

export function acknowledgeWebBucket(bucket: IConstruct): void {
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'Only the distribution reads it, and only public files are in it.',
  });
}

export function acknowledgeDistribution(distribution: IConstruct, { webDomain }: DeploymentConfig): void {
  const files = 'The files are public and the same for everybody: ';
  Validations.of(distribution).acknowledge(
    { id: 'AwsSolutions-CFR1', reason: `${files}no country is kept out.` },
    { id: 'AwsSolutions-CFR2', reason: `${files}there is nothing for a firewall to look at.` },
    {
      id: 'AwsSolutions-CFR3',
      reason: `${files}a log would hold nothing but who looked at them from where, and the API has a log of its own.`,
    },
    ...(webDomain
      ? []
      : [
          {
            id: 'AwsSolutions-CFR4',
            reason:
              'CloudFront decides about TLS on its own domain name; webDomainName has TLS 1.2 or newer.',
          },
        ]),
  );
}

/**
 * @param web the name of the stack with the bucket
 * @param content the stack that fills it, and which has nothing else
 */
export function acknowledgeUpload(content: IConstruct, web: string): void {
  const reason = 'Every file of the web app is uploaded, whatever its name.';
  const bucket = {
    'Fn::GetStackOutput': {
      StackName: web,
      Region: { Ref: 'AWS::Region' },
      OutputName: 'PublishOutputFnGetAttBucket83908E77Arn0F129B3B',
    },
  };
  Validations.of(content).acknowledge(
    { id: `AwsSolutions-IAM5[Resource::${JSON.stringify(bucket)}/*]`, reason },
    {
      id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*]',
      reason:
        'The name of a file that the CDK uploads is the hash of its content, and not known to a policy.',
    },
    ...['AwsSolutions-L1', 'Serverless-LambdaLatestVersion', 'Serverless-LambdaTracing'].map((id) => ({
      id,
      reason: 'The function is part of the AWS CDK, which chooses its runtime, and runs at deployments only.',
    })),
    {
      id: 'Serverless-LambdaDLQ',
      reason: 'CloudFormation waits for the answer, so no event is left over that a queue could keep.',
    },
  );
}
