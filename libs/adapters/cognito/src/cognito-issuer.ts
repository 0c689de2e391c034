/**
 * The issuer of a user pool's tokens, `https://cognito-idp.{region}.amazonaws.com/{userPoolId}`, where the region is what stands before
 * the first underscore of the id (Amazon Cognito Developer Guide, "Verifying a JSON Web Token"). Regions of China have their own domain.
 * @throws TypeError unless the id has the form `{region}_{name}`.
 */
export function cognitoIssuer(userPoolId: string): string {
  const [, region] = /^([a-z][a-z0-9-]*)_[A-Za-z0-9]+$/.exec(userPoolId) ?? [];
  if (region === undefined) {
    throw new TypeError(`"${userPoolId}" is no user pool id; one looks like "eu-west-1_Ab12Cd34E".`);
  }
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://cognito-idp.${region}.${domain}/${userPoolId}`;
}
