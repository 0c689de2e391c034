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
