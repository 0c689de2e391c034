/** What the app is told of its deployment by `config.json`: the members that `npm run client-config` writes and the harness serves. */
export interface WebConfig {
  readonly invokeUrl: string;
  readonly region: string;
  readonly issuer: string;
  /** Where the user pool's API is called. */
  readonly userPoolEndpoint: string;
  readonly userPoolId: string;
  readonly clientId: string;
}
