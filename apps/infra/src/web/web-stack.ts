import { CfnOutput, ReferenceStrength, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  CachePolicy,
  Distribution,
  HttpVersion,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledgeDistribution, acknowledgeWebBucket } from '../acknowledgements.ts';
import type { AuthStack } from '../auth-stack.ts';
import type { CustomDomain, DeploymentConfig } from '../config.ts';
import { webHeadersPolicy } from './web-headers-policy.ts';

export interface WebStackProps extends StackProps {
  readonly auth: AuthStack;
}

/** Where browsers get the web app: a private bucket behind CloudFront. What is in the bucket is another stack's business. */
export class WebStack extends Stack {
  readonly bucket: IBucket;
  /**
   * For other stacks. It does not tie them to this one: an origin that was exported and is in use could never be replaced by a domain name of
   * one's own.
   */
  readonly origin: string;

  constructor(scope: Construct, id: string, config: DeploymentConfig, props: WebStackProps) {
    const { auth, ...stackProps } = props;
    super(scope, id, { description: 'Notes service: web app', ...stackProps });
    const { webDomain: domain } = config;
    const name = `${id}-${this.region}`;
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      // Each release can be built again, and old hashed files stay: versions would add nothing.
      versioned: false,
      removalPolicy: config.ephemeral ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
      autoDeleteObjects: config.ephemeral,
    }) as IBucket;
    acknowledgeWebBucket(this.bucket);
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Web app of ${config.prefix}`,
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(domain && {
        domainNames: [domain.name],
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
      }),
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket, {
          originAccessControl: new S3OriginAccessControl(this, 'OriginAccessControl', {
            originAccessControlName: name,
          }),
        }),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        // Keeps what says "no-cache" for a second, which it needs to compress it.
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        compress: true,
        responseHeadersPolicy: webHeadersPolicy(this, 'Headers', {
          name,
          connect: [apiSource(this, config), auth.userPoolEndpoint],
        }),
      },
    });
    acknowledgeDistribution(distribution, config);
    if (domain) records(this, domain, distribution);

    const { distributionDomainName } = distribution;
    const weakName = Stack.consumeReference(distributionDomainName, ReferenceStrength.WEAK);
    this.origin = `https://${domain?.name ?? weakName}`;
    new CfnOutput(this, 'WebUrl', { value: `https://${domain?.name ?? distributionDomainName}` });
    new CfnOutput(this, 'DistributionId', { value: distribution.distributionId });
    new CfnOutput(this, 'BucketName', { value: this.bucket.bucketName });
  }
}

/**
 * Where the notes API is, for the Content-Security-Policy. The API is told the distribution's domain name, so the distribution cannot be told
 * the API's: without a domain name of its own the API is any of the region here, and the page's own policy says which.
 */
function apiSource({ region, urlSuffix }: Stack, { domain }: DeploymentConfig): string {
  return `https://${domain?.name ?? `*.execute-api.${region}.${urlSuffix}`}`;
}

function records(scope: Construct, { name, hostedZone }: CustomDomain, distribution: Distribution): void {
  if (!hostedZone) return;
  const zone = HostedZone.fromHostedZoneAttributes(scope, 'Zone', {
    hostedZoneId: hostedZone.id,
    zoneName: hostedZone.name,
  });
  const target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
  new ARecord(scope, 'Record', { zone, recordName: `${name}.`, target });
  new AaaaRecord(scope, 'RecordV6', { zone, recordName: `${name}.`, target });
}
