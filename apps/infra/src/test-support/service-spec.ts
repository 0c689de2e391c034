import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

export type ServiceSpec = ReturnType<typeof loadAwsServiceSpecSync>;

let loaded: ServiceSpec | undefined;

/** AWS's own specification of resources and metrics. It takes a second to load, and is loaded once. */
export function serviceSpec(): ServiceSpec {
  return (loaded ??= loadAwsServiceSpecSync());
}
