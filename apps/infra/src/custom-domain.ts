import {
  EndpointType,
  BasePathMapping,
  DomainName as RestDomainName,
  type RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
  DomainName as HttpDomainName,
  type HttpApi,
  type HttpStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ARecord, HostedZone, type IAliasRecordTarget, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayDomain, ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import type { CustomDomain } from './config.ts';

/** Puts a domain name in front of a REST API's stage. */
export function restDomain(scope: Construct, domain: CustomDomain, api: RestApi): void {
  const domainName = new RestDomainName(scope, 'Domain', {
    domainName: domain.name,
    certificate: certificate(scope, domain),
    endpointType: EndpointType.REGIONAL,
    securityPolicy: SecurityPolicy.TLS_1_2,
  });
  new BasePathMapping(scope, 'Mapping', { domainName, restApi: api, stage: api.deploymentStage });
  record(scope, domain, new ApiGatewayDomain(domainName));
}

/** Puts a domain name in front of an HTTP API's stage. */
export function httpDomain(scope: Construct, domain: CustomDomain, api: HttpApi, stage: HttpStage): void {
  const domainName = new HttpDomainName(scope, 'Domain', {
    domainName: domain.name,
    certificate: certificate(scope, domain),
  });
  new ApiMapping(scope, 'Mapping', { api, stage, domainName });
  record(
    scope,
    domain,
    new ApiGatewayv2DomainProperties(domainName.regionalDomainName, domainName.regionalHostedZoneId),
  );
}

function certificate(scope: Construct, domain: CustomDomain) {
  return Certificate.fromCertificateArn(scope, 'Certificate', domain.certificateArn);
}

function record(scope: Construct, { name, hostedZone }: CustomDomain, target: IAliasRecordTarget): void {
  if (!hostedZone) return;
  const zone = HostedZone.fromHostedZoneAttributes(scope, 'Zone', {
    hostedZoneId: hostedZone.id,
    zoneName: hostedZone.name,
  });
  new ARecord(scope, 'Record', { zone, recordName: `${name}.`, target: RecordTarget.fromAlias(target) });
}
