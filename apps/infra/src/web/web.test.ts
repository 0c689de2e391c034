import { WEB_ASSETS_PATH, contentSecurityPolicy, webCacheControl, webSecurityHeaders } from '@notes/api';
import { clientConfig } from '../client-config/client-config.ts';
import { type Deployment, deploy } from '../test-support/deployments.ts';
import { REGION, evaluate, outputs, written } from './test-support/evaluate.ts';

const DOMAINS = {
  domainName: 'api.example.com',
  certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/a1b2',
  webDomainName: 'notes.example.com',
  webCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/c3d4',
  hostedZoneId: 'Z123',
  hostedZoneName: 'example.com',
};

const properties = ({ ofType }: Deployment, type: string) => ofType(type).map(({ Properties }) => Properties);

function distributionOf(deployment: Deployment) {
  const [distribution] = properties(deployment, 'AWS::CloudFront::Distribution');
  return distribution?.['DistributionConfig'] as Readonly<Record<string, unknown>>;
}

/** The headers that the distribution adds, by name, as CloudFront words them. */
function headersOf(deployment: Deployment): Record<string, string> {
  const [policy] = properties(deployment, 'AWS::CloudFront::ResponseHeadersPolicy');
  const { SecurityHeadersConfig: security, CustomHeadersConfig: custom } = policy?.[
    'ResponseHeadersPolicyConfig'
  ] as {
    SecurityHeadersConfig: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    CustomHeadersConfig: { Items: readonly { Header: string; Value: string; Override: boolean }[] };
  };
  expect([...Object.values(security), ...custom.Items].filter(({ Override }) => !Override)).toEqual([]);
  const hsts = security['StrictTransportSecurity'];
  const more = [
    ...(hsts?.['IncludeSubdomains'] ? ['includeSubDomains'] : []),
    ...(hsts?.['Preload'] ? ['preload'] : []),
  ];
  return {
    ...Object.fromEntries(custom.Items.map(({ Header, Value }) => [Header, Value])),
    'Content-Security-Policy': evaluate(
      deployment,
      security['ContentSecurityPolicy']?.['ContentSecurityPolicy'],
    ),
    'Referrer-Policy': String(security['ReferrerPolicy']?.['ReferrerPolicy']),
    ...(security['ContentTypeOptions'] && { 'X-Content-Type-Options': 'nosniff' }),
    'Strict-Transport-Security': [`max-age=${String(hsts?.['AccessControlMaxAgeSec'])}`, ...more].join('; '),
  };
}

describe('the web stack', () => {
  const deployment = deploy();

  it('keeps the files in a bucket that only its distribution reads, and only by TLS', () => {
    const [policy] = properties(deployment, 'AWS::S3::BucketPolicy');
    const { Statement } = policy?.['PolicyDocument'] as { Statement: readonly Record<string, unknown>[] };
    const [allowed, ...others] = Statement.filter(({ Effect }) => Effect === 'Allow');
    expect(others).toEqual([]);
    expect(allowed).toMatchObject({
      Action: 's3:GetObject',
      Principal: { Service: 'cloudfront.amazonaws.com' },
    });
    const { StringEquals } = allowed?.['Condition'] as { StringEquals: Record<string, unknown> };
    expect(Object.keys(StringEquals)).toEqual(['AWS:SourceArn']);
    expect(evaluate(deployment, StringEquals['AWS:SourceArn'])).toMatch(
      /^arn:aws:cloudfront::123456789012:distribution\/\{Distribution\w+\}$/,
    );
    const denied = Statement.filter(({ Effect }) => Effect === 'Deny');
    expect(denied.map(({ Condition }) => Condition)).toEqual([
      { Bool: { 'aws:SecureTransport': 'false' } },
      { NumericLessThan: { 's3:TlsVersion': 1.2 } },
    ]);
  });

  it('delivers them compressed, by HTTPS only, over HTTP/2 and HTTP/3', () => {
    const distribution = distributionOf(deployment);
    expect(distribution).toMatchObject({
      DefaultRootObject: 'index.html',
      HttpVersion: 'http2and3',
      IPV6Enabled: true,
      DefaultCacheBehavior: {
        ViewerProtocolPolicy: 'redirect-to-https',
        Compress: true,
        ResponseHeadersPolicyId: { Ref: expect.stringContaining('Headers') },
      },
      Origins: [
        {
          OriginAccessControlId: { 'Fn::GetAtt': [expect.stringContaining('OriginAccessControl'), 'Id'] },
          S3OriginConfig: { OriginAccessIdentity: '' },
        },
      ],
    });
    expect(distribution).not.toHaveProperty('CacheBehaviors');
    expect(distribution).not.toHaveProperty('Aliases');
    expect(properties(deployment, 'AWS::CloudFront::OriginAccessControl')).toMatchObject([
      { OriginAccessControlConfig: { SigningBehavior: 'always', SigningProtocol: 'sigv4' } },
    ]);
  });

  it('has a domain name of its own with TLS 1.2 or newer, and its DNS records', () => {
    const own = deploy(DOMAINS);
    expect(distributionOf(own)).toMatchObject({
      Aliases: ['notes.example.com'],
      ViewerCertificate: {
        AcmCertificateArn: DOMAINS.webCertificateArn,
        MinimumProtocolVersion: 'TLSv1.2_2021',
        SslSupportMethod: 'sni-only',
      },
    });
    const records = properties(own, 'AWS::Route53::RecordSet').map(({ Name, Type }) => [Name, Type]);
    expect(records).toEqual([
      ['api.example.com.', 'A'],
      ['notes.example.com.', 'A'],
      ['notes.example.com.', 'AAAA'],
    ]);
    own.web?.hasOutput('WebUrl', { Value: 'https://notes.example.com' });
    const { hostedZoneId: _id, hostedZoneName: _name, ...withoutZone } = DOMAINS;
    expect(deploy(withoutZone).ofType('AWS::Route53::RecordSet')).toEqual([]);
  });

  it.each([
    [
      'any API of the region, while the API has no domain name',
      {},
      [`https://*.execute-api.${REGION}.amazonaws.com`, `https://cognito-idp.${REGION}.amazonaws.com`],
    ],
    [
      'the API by its domain name alone',
      DOMAINS,
      ['https://api.example.com', `https://cognito-idp.${REGION}.amazonaws.com`],
    ],
    [
      'the user pool of an emulator',
      { ...DOMAINS, issuer: 'https://issuer.example.com:8443/{userPoolId}' },
      ['https://api.example.com', 'https://issuer.example.com:8443'],
    ],
  ])('sends every security header, and lets the app call %s', (_what, context, connect) => {
    const headers = headersOf(deploy(context));
    expect(headers).toEqual(webSecurityHeaders({ connect, https: true }));
    expect(headers['Content-Security-Policy']).toBe(contentSecurityPolicy({ connect }));
  });

  it.each([
    ['its own', {}, /^https:\/\/\{Distribution\w+\.DomainName\}$/],
    ['its domain name', DOMAINS, /^https:\/\/notes\.example\.com$/],
  ])('is the first origin that the API allows: %s', (_what, context, origin) => {
    const allowedOrigins = ['https://a.example', 'https://notes.example.com'];
    const rest = deploy({ ...context, allowedOrigins });
    const ofFunction = properties(rest, 'AWS::Lambda::Function').flatMap(({ Environment }) => {
      const variables = (Environment as { Variables?: Record<string, unknown> } | undefined)?.Variables;
      return variables?.['ALLOWED_ORIGINS'] ?? [];
    });
    const all = ofFunction.map((each) => evaluate(rest, each).split(','));
    expect(all).toEqual([
      [
        expect.stringMatching(origin),
        'https://a.example',
        ...('domainName' in context ? [] : ['https://notes.example.com']),
      ],
    ]);
    const ofGateway = properties(rest, 'AWS::ApiGateway::GatewayResponse').map(({ ResponseParameters }) =>
      evaluate(
        rest,
        (ResponseParameters as Record<string, unknown>)['gatewayresponse.header.Access-Control-Allow-Origin'],
      ),
    );
    expect(ofGateway.length).toBeGreaterThan(5);
    expect(new Set(ofGateway)).toEqual(new Set([`'${all[0]?.[0]}'`]));

    const http = deploy({ ...context, allowedOrigins, gateway: 'http' });
    const [api] = properties(http, 'AWS::ApiGatewayV2::Api');
    const { AllowOrigins } = api?.['CorsConfiguration'] as { AllowOrigins: unknown[] };
    expect(AllowOrigins.map((each) => evaluate(http, each))).toEqual(all[0]);
  });

  it('is left out on demand, and then no origin is allowed that was not asked for', () => {
    const without = deploy({ web: false });
    expect([without.web, without.content]).toEqual([undefined, undefined]);
    expect(without.ofType('AWS::S3::Bucket')).toEqual([]);
    expect(JSON.stringify(without.api.toJSON())).toContain('"ALLOWED_ORIGINS":""');
  });
});

describe('the stack of the web app’s files', () => {
  const deployment = deploy({ 'aws:cdk:disable-asset-staging': false });
  const uploads = () => {
    const template = deployment.content?.toJSON() as {
      Resources: Record<string, { Type: string; Properties: Record<string, unknown>; DependsOn: string[] }>;
    };
    return Object.entries(template.Resources)
      .filter(([, { Type }]) => Type === 'Custom::CDKBucketDeployment')
      .map(([id, resource]) => ({ id, ...resource }));
  };

  it('uploads hashed files first and for ever, then the rest, to be asked for each time', () => {
    const [assets, pages, ...more] = uploads();
    expect(more).toEqual([]);
    const filters = [['*'], ['assets/*']];
    expect(assets?.Properties).toMatchObject({
      Exclude: filters[0],
      Include: filters[1],
      Prune: false,
      SystemMetadata: { 'cache-control': webCacheControl(`${WEB_ASSETS_PATH}app-1a2b.js`) },
    });
    expect(pages?.Properties).toMatchObject({
      Exclude: filters[1],
      Prune: true,
      SystemMetadata: { 'cache-control': webCacheControl('/index.html') },
    });
    expect(pages?.Properties).not.toHaveProperty('Include');
    expect(pages?.DependsOn).toContain(assets?.id);
    for (const { Properties, DependsOn } of uploads()) {
      expect(evaluate(deployment, Properties['DestinationBucketName'])).toMatch(/^\{Bucket\w+\}$/);
      // It may not start before its role can do anything.
      expect(JSON.stringify([DependsOn, assets?.DependsOn])).toMatch(/UploadRoleDefaultPolicy/);
    }
  });

  it('writes config.json with what `npm run client-config` would make of the outputs', () => {
    const evaluated = Object.fromEntries(
      Object.entries(outputs(deployment)).map(([stack, values]) => [
        stack,
        Object.fromEntries(
          Object.entries(values).map(([name, value]) => [name, evaluate(deployment, value)]),
        ),
      ]),
    );
    expect(JSON.parse(written(deployment, 'config.json') ?? '')).toEqual(clientConfig(evaluated));
  });

  it('lets the page call nothing but this API and this user pool', () => {
    const sources = `https://[{]RestApi\\w+[}]\\.execute-api\\.${REGION}\\.amazonaws\\.com/[{]\\w+[}]/ https://cognito-idp\\.${REGION}\\.amazonaws\\.com`;
    expect(written(deployment, 'index.html')).toMatch(
      new RegExp(
        `<head><meta http-equiv="Content-Security-Policy" content="connect-src 'self' ${sources}" />\\s*<title>`,
      ),
    );
    const own = deploy({ ...DOMAINS, 'aws:cdk:disable-asset-staging': false });
    expect(written(own, 'index.html')).toBe(undefined);
    expect(JSON.parse(written(own, 'config.json') ?? '')).toMatchObject({
      invokeUrl: 'https://api.example.com',
    });
  });

  it('comes after the stacks that it describes, none of which is held back by it', () => {
    const assembly = deployment.app.synth();
    const before = (stack: string) =>
      assembly
        .getStackByName(stack)
        .dependencies.map(({ id }) => id)
        .filter((id) => !id.endsWith('.assets'))
        .sort();
    expect(before('NotesWebContent')).toEqual(['NotesApi', 'NotesAuth', 'NotesWeb']);
    expect(before('NotesApi')).toEqual(['NotesAuth', 'NotesData', 'NotesWeb']);
    expect(JSON.stringify(deployment.content?.toJSON())).not.toContain('Fn::ImportValue');
    for (const template of [deployment.api, deployment.web]) {
      expect(Object.values(template?.findOutputs('*') ?? {}).filter((output) => 'Export' in output)).toEqual(
        [],
      );
    }
  });
});
