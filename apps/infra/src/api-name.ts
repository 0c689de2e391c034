import type { RestApi } from '@notes/api';
import { DEFAULT_PREFIX, type DeploymentConfig } from './config.ts';

/** Metrics of a REST API are kept by its name, so every deployment of an account has one of its own. */
export function apiName({ name }: RestApi, { prefix }: DeploymentConfig): string {
  return prefix === DEFAULT_PREFIX ? name : `${prefix}-${name}`;
}
