import { webSecurityHeaders } from '@notes/api';
import { Duration } from 'aws-cdk-lib';
import {
  HeadersReferrerPolicy,
  type ResponseCustomHeader,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

export interface WebHeadersPolicyProps {
  /** CloudFront's policies have a name each in the whole account, whatever the region. */
  readonly name: string;
  /** Origins that the web app calls beside its own. */
  readonly connect: readonly string[];
}

/** Every answer of the distribution carries the web app's security headers, an error too. */
export function webHeadersPolicy(
  scope: Construct,
  id: string,
  { name, connect }: WebHeadersPolicyProps,
): ResponseHeadersPolicy {
  const securityHeaders: SecurityHeaders = {};
  const customHeaders: ResponseCustomHeader[] = [];
  for (const [header, value] of Object.entries(webSecurityHeaders({ connect, https: true }))) {
    const behavior = BEHAVIORS[header.toLowerCase()];
    if (behavior) Object.assign(securityHeaders, behavior(value));
    else customHeaders.push({ header, value, override: true });
  }
  return new ResponseHeadersPolicy(scope, id, {
    responseHeadersPolicyName: name,
    comment: 'Security headers of the web app',
    securityHeadersBehavior: securityHeaders,
    customHeadersBehavior: { customHeaders },
  });
}

type SecurityHeaders = Partial<ResponseSecurityHeadersBehavior>;

/** CloudFront takes these as settings of their own, and not among the others. */
const BEHAVIORS: Readonly<Record<string, (value: string) => SecurityHeaders>> = {
  'content-security-policy': (contentSecurityPolicy) => ({
    contentSecurityPolicy: { contentSecurityPolicy, override: true },
  }),
  'x-content-type-options': () => ({ contentTypeOptions: { override: true } }),
  'referrer-policy': (value) => {
    const referrerPolicy = Object.values(HeadersReferrerPolicy).find((each: string) => each === value);
    return referrerPolicy ? { referrerPolicy: { referrerPolicy, override: true } } : {};
  },
  'strict-transport-security': (value) => ({
    strictTransportSecurity: {
      accessControlMaxAge: Duration.seconds(Number(/max-age=(\d+)/.exec(value)?.[1])),
      includeSubdomains: value.includes('includeSubDomains'),
      preload: value.includes('preload'),
      override: true,
    },
  }),
};
