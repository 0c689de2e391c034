import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WEB_ASSETS_PATH, webCacheControl } from '@notes/api';
import { CrossStackReferences, ReferenceStrength, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { acknowledgeUpload } from '../acknowledgements.ts';
import type { ApiStack } from '../api-stack.ts';
import type { AuthStack } from '../auth-stack.ts';
import type { ClientConfig } from '../client-config/client-config.ts';
import type { DeploymentConfig } from '../config.ts';
import { pinnedPage } from './pinned-page.ts';
import type { WebStack } from './web-stack.ts';

export interface WebContentStackProps extends StackProps {
  readonly auth: AuthStack;
  readonly web: WebStack;
  readonly api: ApiStack;
  /** The folder that holds the build of the web app as its folder `web`. */
  readonly bundles: string;
}

/** What of the build never changes under its name. */
const ASSETS = `${WEB_ASSETS_PATH.slice(1)}*`;

/** The build of the web app in the bucket, and `config.json`, which tells it of this deployment. */
export class WebContentStack extends Stack {
  /** @throws Error when the web app is not built. */
  constructor(scope: Construct, id: string, config: DeploymentConfig, props: WebContentStackProps) {
    const { auth, web, api, bundles, ...stackProps } = props;
    super(scope, id, { description: 'Notes service: files of the web app', ...stackProps });
    // An invoke URL that this stack imported could not change: CloudFormation would refuse another gateway, and another domain name.
    CrossStackReferences.of(this).consume(ReferenceStrength.WEAK);
    const build = join(bundles, 'web');
    const page = join(build, 'index.html');
    if (!existsSync(page)) {
      throw new Error(`There is no build of the web app in ${build}. Run "npm run build" first.`);
    }
    const clientConfig: ClientConfig = {
      invokeUrl: api.invokeUrl,
      region: this.region,
      issuer: auth.issuer,
      userPoolEndpoint: auth.userPoolEndpoint,
      userPoolId: auth.userPool.userPoolId,
      clientId: auth.client.userPoolClientId,
    };
    const calls = [`${clientConfig.invokeUrl}/`, clientConfig.userPoolEndpoint];
    const files = new Asset(this, 'Files', { path: build, exclude: ['.*'] });
    const logGroup = new LogGroup(this, 'UploadLogs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: config.ephemeral ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    const role = uploadRole(this, files, web.bucket, logGroup);
    const common = {
      destinationBucket: web.bucket,
      role: role.withoutPolicyUpdates(),
      logGroup,
      memoryLimit: 512,
      outputObjectKeys: false,
    };
    const source = Source.bucket(files.bucket, files.s3ObjectKey);
    const assets = new BucketDeployment(this, 'Assets', {
      ...common,
      sources: [source],
      exclude: ['*'],
      include: [ASSETS],
      cacheControl: [CacheControl.fromString(webCacheControl(WEB_ASSETS_PATH))],
      // Pages that are open ask for the files of their own release, so those of earlier ones stay.
      prune: false,
    });
    const pages = new BucketDeployment(this, 'Pages', {
      ...common,
      sources: [
        source,
        Source.jsonData('config.json', clientConfig),
        // With a domain name of the API's the header is as narrow already.
        ...(config.domain ? [] : [Source.data('index.html', pinnedPage(readFileSync(page, 'utf8'), calls))]),
      ],
      exclude: [ASSETS],
      cacheControl: [CacheControl.fromString(webCacheControl('/'))],
    });
    assets.node.addDependency(role);
    // No page may name a file that is not there yet.
    pages.node.addDependency(assets);
    acknowledgeUpload(this, web.stackName);
  }
}

/** What an upload needs; the role that the construct would make may also write to every log group of the account, and read the buckets' settings. */
function uploadRole(scope: Construct, files: Asset, bucket: IBucket, logGroup: LogGroup): Role {
  const role = new Role(scope, 'UploadRole', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const allow = (actions: string[], resource: string) =>
    role.addToPolicy(new PolicyStatement({ actions, resources: [resource] }));
  allow(['s3:GetObject'], files.bucket.arnForObjects('*'));
  allow(['s3:ListBucket'], bucket.bucketArn);
  allow(['s3:PutObject', 's3:DeleteObject'], bucket.arnForObjects('*'));
  logGroup.grantWrite(role);
  return role;
}
