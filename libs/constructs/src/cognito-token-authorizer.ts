import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { IdentitySource, RequestAuthorizer, TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { BundledFunction } from './bundled-function.ts';
import { PublishedKeySet } from './published-key-set.ts';

export interface CognitoTokenAuthorizerProps {
  /** The folder with the authorizer's `main.cjs`, as `npm run build` writes it. */
  readonly bundle: string;
  readonly userPool: IUserPool;
  /** Ids of the app clients that may call. */
  readonly clientIds: readonly string[];
  /** Scopes of which a token needs any one to read, and any one to write. Default: none are asked for. */
  readonly scopes?: { readonly read: readonly string[]; readonly write: readonly string[] };
  /** What the tokens name as their issuer. Default: the pool's usual one. */
  readonly issuer?: string;
  /** Where the issuer's keys are published. Default `{issuer}/.well-known/jwks.json`. */
  readonly keySetUrl?: string;
  /** Another value fetches the keys again at the next deployment. The authorizer also refreshes them itself. */
  readonly keySetRevision?: string;
  /**
   * How long the gateway may keep an answer for the same token; at most one hour, zero is off. Default one minute, so small because a kept
   * answer outlives the token's revocation, its user's removal and the key that signed it.
   */
  readonly cacheTtl?: Duration;
  /** MB. Default {@link AUTHORIZER_MEMORY}. */
  readonly memorySize?: number;
  readonly reservedConcurrentExecutions?: number;
  /** Default one month. */
  readonly logRetention?: RetentionDays;
  /** Of the log groups. Default: kept. */
  readonly logRemovalPolicy?: RemovalPolicy;
}

/** MB. Measured: a call takes a fraction of a millisecond at any size, and beyond this cold starts get little shorter; see docs/performance.md. */
export const AUTHORIZER_MEMORY = 1024;

/** Seconds. A cold start with one fetch of the keys takes a fraction of it, and it is far below the gateway's 29. */
export const AUTHORIZER_TIMEOUT = 5;

/**
 * The Lambda authorizer for the access tokens of a user pool, to be put in front of any API. Behind it, `principalId` is the caller's `sub`, and
 * the context holds `sub`, `username`, `clientId`, `scopes`, `groups` and `exp` as strings.
 */
export class CognitoTokenAuthorizer extends Construct {
  readonly function: LambdaFunction;
  readonly logGroup: LogGroup;
  /** What the tokens must name as their issuer. */
  readonly issuer: string;
  private readonly cacheTtl: Duration;
  private readonly answerDependsOnRoute: boolean;

  constructor(scope: Construct, id: string, props: CognitoTokenAuthorizerProps) {
    super(scope, id);
    const { userPool, scopes, reservedConcurrentExecutions, logRetention, logRemovalPolicy } = props;
    const logs = { ...(logRetention && { logRetention }), ...(logRemovalPolicy && { logRemovalPolicy }) };
    this.issuer = props.issuer ?? `https://${userPool.userPoolProviderName}`;
    this.cacheTtl = props.cacheTtl ?? Duration.minutes(1);
    this.answerDependsOnRoute = scopes !== undefined;
    const keySet = new PublishedKeySet(this, 'KeySet', {
      url: props.keySetUrl ?? `${this.issuer}/.well-known/jwks.json`,
      ...(props.keySetRevision !== undefined && { revision: props.keySetRevision }),
      ...logs,
    });
    const bundled = new BundledFunction(this, 'Authorizer', {
      bundle: props.bundle,
      description: 'Lets a request in with a genuine access token of the user pool',
      timeout: Duration.seconds(AUTHORIZER_TIMEOUT),
      memorySize: props.memorySize ?? AUTHORIZER_MEMORY,
      environment: {
        USER_POOL_ID: userPool.userPoolId,
        USER_POOL_CLIENT_IDS: props.clientIds.join(','),
        JWKS: keySet.value,
        ...(props.issuer !== undefined && { TOKEN_ISSUER: props.issuer }),
        ...(scopes && { READ_SCOPES: scopes.read.join(','), WRITE_SCOPES: scopes.write.join(',') }),
      },
      ...(reservedConcurrentExecutions !== undefined && { reservedConcurrentExecutions }),
      ...logs,
    });
    this.function = bundled.function;
    this.logGroup = bundled.logGroup;
  }

  /**
   * For a REST API; each one serves one API.
   *
   * @param validationRegex what the `Authorization` header must look like for the function to be called at all
   */
  tokenAuthorizer(validationRegex?: string): TokenAuthorizer {
    return new TokenAuthorizer(this, 'Token', {
      handler: this.function,
      resultsCacheTtl: this.cacheTtl,
      ...(validationRegex !== undefined && { validationRegex }),
    });
  }

  /** For a REST API whose function wants to see every `Authorization` header, so that two of them are refused. */
  requestAuthorizer(): RequestAuthorizer {
    return new RequestAuthorizer(this, 'Request', {
      handler: this.function,
      identitySources: [IdentitySource.header('Authorization')],
      resultsCacheTtl: this.cacheTtl,
    });
  }

  /** For an HTTP API, with simple responses. */
  httpAuthorizer(): HttpLambdaAuthorizer {
    return new HttpLambdaAuthorizer('Http', this.function, {
      authorizerName: 'CognitoTokenAuthorizer',
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      // A simple answer is a yes or a no for the route that was asked for, and is kept by these alone.
      identitySource: [
        '$request.header.Authorization',
        ...(this.answerDependsOnRoute ? ['$context.routeKey'] : []),
      ],
      resultsCacheTtl: this.cacheTtl,
    });
  }
}
