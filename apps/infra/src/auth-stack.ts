import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  AccountRecovery,
  Mfa,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { acknowledgeUserPool } from './acknowledgements.ts';
import type { DeploymentConfig } from './config.ts';

const MFA = { off: Mfa.OFF, optional: Mfa.OPTIONAL, required: Mfa.REQUIRED } as const;

/** A revoked access token still verifies until it expires, so it lives for a quarter of an hour only. */
const ACCESS_TOKEN_VALIDITY = Duration.minutes(15);

/** Who may sign in: the user pool, its client for the web application, groups and scopes. */
export class AuthStack extends Stack {
  readonly userPool: UserPool;
  readonly client: UserPoolClient;
  /** What the pool's tokens name as their issuer. */
  readonly issuer: string;
  /** Where the pool's API is called: the issuer's origin. */
  readonly userPoolEndpoint: string;

  constructor(scope: Construct, id: string, config: DeploymentConfig, props: StackProps = {}) {
    super(scope, id, { description: 'Notes service: user pool', ...props });
    this.userPool = new UserPool(this, 'UserPool', {
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      standardAttributes: { email: { required: true, mutable: true } },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      mfa: MFA[config.mfa],
      ...(config.mfa !== 'off' && { mfaSecondFactor: { otp: true, sms: false } }),
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: !config.ephemeral,
      removalPolicy: config.ephemeral ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    acknowledgeUserPool(this.userPool, config);
    this.userPool.addResourceServer('ResourceServer', {
      identifier: 'notes',
      scopes: [
        new ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read own notes' }),
        new ResourceServerScope({ scopeName: 'write', scopeDescription: 'Write and delete own notes' }),
      ],
    });
    for (const groupName of config.groups) this.userPool.addGroup(`Group-${groupName}`, { groupName });
    this.client = this.userPool.addClient('WebClient', {
      generateSecret: false,
      authFlows: { userSrp: true, userPassword: config.passwordAuth },
      disableOAuth: true,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: ACCESS_TOKEN_VALIDITY,
      idTokenValidity: ACCESS_TOKEN_VALIDITY,
      refreshTokenValidity: Duration.days(30),
      // A client that lost the answer may ask once more with the old token for so long.
      refreshTokenRotationGracePeriod: Duration.seconds(30),
    });
    this.issuer =
      config.issuer?.replaceAll('{userPoolId}', this.userPool.userPoolId) ??
      `https://${this.userPool.userPoolProviderName}`;
    this.userPoolEndpoint =
      config.issuer === undefined
        ? `https://cognito-idp.${this.region}.${this.urlSuffix}`
        : new URL(config.issuer).origin;

    new CfnOutput(this, 'Region', { value: this.region });
    new CfnOutput(this, 'UserPoolId', { value: this.userPool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: this.client.userPoolClientId });
    new CfnOutput(this, 'Issuer', { value: this.issuer });
  }
}
