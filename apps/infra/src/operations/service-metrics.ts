import { notesTableActions } from '@notes/adapter-dynamodb';
import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { MonitoredApi } from './props.ts';

/** Of graphs and alarms alike, so that a graph shows what an alarm saw. */
export const PERIOD = Duration.minutes(5);

/** The operations on the table, as the metrics' dimension `Operation` names them. */
const TABLE_OPERATIONS = notesTableActions.map((action) => action.replace('dynamodb:', ''));

type Dimensions = Readonly<Record<string, string>>;

const metrics = (namespace: string, dimensionsMap: Dimensions) => (metricName: string, statistic: string) =>
  new Metric({ namespace, metricName, dimensionsMap, statistic, period: PERIOD });

export interface ApiMetrics {
  readonly requests: Metric;
  readonly clientErrors: Metric;
  readonly serverErrors: Metric;
  readonly latency: (statistic: string) => Metric;
  readonly integrationLatency: (statistic: string) => Metric;
}

/**
 * What API Gateway counts for a stage, under the names of the kind of API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
export function apiMetrics(api: MonitoredApi): ApiMetrics {
  const isRest = api.kind === 'rest';
  const metric = metrics('AWS/ApiGateway', {
    ...(isRest ? { ApiName: api.apiName } : { ApiId: api.apiId }),
    Stage: api.stageName,
  });
  return {
    requests: metric('Count', 'Sum'),
    clientErrors: metric(isRest ? '4XXError' : '4xx', 'Sum'),
    serverErrors: metric(isRest ? '5XXError' : '5xx', 'Sum'),
    latency: (statistic) => metric('Latency', statistic),
    integrationLatency: (statistic) => metric('IntegrationLatency', statistic),
  };
}

export interface FunctionMetrics {
  readonly invocations: Metric;
  /** Everything that was thrown counts: a refused token too, and in mapped integrations a missing note. */
  readonly errors: Metric;
  readonly throttles: Metric;
  readonly concurrency: Metric;
  readonly duration: (statistic: string) => Metric;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
export function functionMetrics({ functionName }: { readonly functionName: string }): FunctionMetrics {
  const metric = metrics('AWS/Lambda', { FunctionName: functionName });
  return {
    invocations: metric('Invocations', 'Sum'),
    errors: metric('Errors', 'Sum'),
    throttles: metric('Throttles', 'Sum'),
    concurrency: metric('ConcurrentExecutions', 'Maximum'),
    duration: (statistic) => metric('Duration', statistic),
  };
}

export interface TableMetrics {
  /** Read and write events together. */
  readonly throttleEvents: IMetric;
  /** Failures on DynamoDB's side, of all operations together. */
  readonly systemErrors: IMetric;
  readonly consumed: readonly Metric[];
  /** Of each operation. */
  readonly throttledRequests: readonly Metric[];
  /** Of each operation. */
  readonly latency: (statistic: string) => readonly Metric[];
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html */
export function tableMetrics({ tableName }: { readonly tableName: string }): TableMetrics {
  const metric = metrics('AWS/DynamoDB', { TableName: tableName });
  const byOperation = (metricName: string, statistic: string) =>
    TABLE_OPERATIONS.map((operation) =>
      metrics('AWS/DynamoDB', { TableName: tableName, Operation: operation })(metricName, statistic).with({
        label: operation,
      }),
    );
  return {
    throttleEvents: total('Throttle events', [
      metric('ReadThrottleEvents', 'Sum'),
      metric('WriteThrottleEvents', 'Sum'),
    ]),
    systemErrors: total('System errors', byOperation('SystemErrors', 'Sum')),
    consumed: [metric('ConsumedReadCapacityUnits', 'Sum'), metric('ConsumedWriteCapacityUnits', 'Sum')],
    throttledRequests: byOperation('ThrottledRequests', 'Sum'),
    latency: (statistic) => byOperation('SuccessfulRequestLatency', statistic),
  };
}

/** The sum of metrics that are published only when there is something to count, so that any of them may be missing. */
function total(label: string, parts: readonly Metric[]): IMetric {
  const usingMetrics = Object.fromEntries(parts.map((part, index) => [`m${index}`, part]));
  return new MathExpression({
    expression: `SUM([${Object.keys(usingMetrics).join(', ')}])`,
    usingMetrics,
    label,
    period: PERIOD,
  });
}
