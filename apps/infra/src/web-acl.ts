import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

export interface WebAclProps {
  /** Of the REST API's stage. */
  readonly stageArn: string;
  /** Requests of one address in any five minutes. */
  readonly rateLimit: number;
}

/**
 * Refuses an address that sends too many requests, before the authorizer costs anything. AWS's managed rules are left out: their limit of 8 KB for
 * a body, and their guesses at what an attack looks like, would refuse lawful notes.
 */
export class WebAcl extends Construct {
  constructor(scope: Construct, id: string, { stageArn, rateLimit }: WebAclProps) {
    super(scope, id);
    const acl = new CfnWebACL(this, 'Acl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('WebAcl'),
      rules: [
        {
          name: 'RateOfAddress',
          priority: 0,
          action: { block: {} },
          statement: {
            rateBasedStatement: { aggregateKeyType: 'IP', limit: rateLimit, evaluationWindowSec: 300 },
          },
          visibilityConfig: visibility('RateOfAddress'),
        },
      ],
    });
    new CfnWebACLAssociation(this, 'Association', { resourceArn: stageArn, webAclArn: acl.attrArn });
  }
}

function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  // A sample of a request holds its headers, the token among them.
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
