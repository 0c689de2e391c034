import { type IMetric, MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { LogMetrics } from './log-metrics.ts';
import type { OperationsProps } from './props.ts';
import { PERIOD, apiMetrics, functionMetrics, tableMetrics } from './service-metrics.ts';

/** An alarm; docs/operating.md has a section of its id. */
export interface AlarmDefinition {
  readonly id: string;
  readonly description: string;
  readonly metric: IMetric;
  /** Reached or exceeded. */
  readonly threshold: number;
  /** How many of how many periods. */
  readonly datapoints: Datapoints;
}

type Datapoints = readonly [over: number, of: number];

/** For what is a failed request each time. */
const AT_ONCE: Datapoints = [1, 1];
/** For what retries may hide, and for ratios of metrics that arrive some seconds apart. */
const REPEATEDLY: Datapoints = [2, 3];
/** For a percentile of a service so quiet that one cold start decides it. */
const STEADILY: Datapoints = [3, 3];

/** A few of a million requests fail on the way whatever one does; five in a period are no chance. */
const A_FEW = 5;

/** What the whole service is watched for. */
export function alarmDefinitions(props: OperationsProps, logs: LogMetrics): AlarmDefinition[] {
  return [
    ...apiAlarms(props, logs),
    ...(props.authorizer && logs.authorizer
      ? [
          {
            id: 'AuthorizerFailures',
            description:
              'The authorizer could not decide, so callers got 500: most likely the keys cannot be had.',
            metric: logs.authorizer.failures,
            threshold: A_FEW,
            datapoints: AT_ONCE,
          },
          ...functionAlarms(
            'Authorizer',
            props.authorizer,
            logs.authorizer.thrown,
            props.timeouts.authorizer,
          ),
        ]
      : []),
    {
      id: 'NotesUnavailable',
      description: 'The notes API answered 503: the table was throttled, slow or out of reach.',
      metric: logs.unavailable,
      threshold: A_FEW,
      datapoints: AT_ONCE,
    },
    {
      id: 'NotesInternal',
      description: 'The notes API answered 500: a defect, a damaged item or a missing permission.',
      metric: logs.internal,
      // Never expected, and it does not go away by itself.
      threshold: 1,
      datapoints: AT_ONCE,
    },
    ...functionAlarms('Notes', props.notes, logs.thrownByNotes, props.timeouts.notes),
    ...tableAlarms(props),
  ];
}

function apiAlarms({ api }: OperationsProps, logs: LogMetrics): AlarmDefinition[] {
  const { requests, serverErrors, latency } = apiMetrics(api);
  return [
    {
      id: 'ServerErrors',
      description: 'One request in a hundred, or more, was answered 5XX.',
      metric: share(serverErrors, requests, A_FEW),
      threshold: 1,
      datapoints: REPEATEDLY,
    },
    {
      id: 'Latency',
      description: 'One request in a hundred took two seconds or longer.',
      metric: latency('p99'),
      // A cold start of both functions stays below it; a DynamoDB attempt that timed out does not.
      threshold: 2000,
      datapoints: STEADILY,
    },
    {
      id: 'Unauthorized',
      description: 'One request in five, or more, was answered 401.',
      // Tokens that have expired are everyday, but a client then refreshes: they stay far below one in five.
      metric: share(logs.unauthorized, requests, 50),
      threshold: 20,
      datapoints: REPEATEDLY,
    },
    {
      id: 'Throttled',
      description: 'One request in twenty, or more, was answered 429.',
      metric: share(logs.throttled, requests, 50),
      threshold: 5,
      datapoints: REPEATEDLY,
    },
  ];
}

function functionAlarms(
  name: 'Authorizer' | 'Notes',
  { function: fn }: OperationsProps['notes'],
  thrownOnPurpose: Metric,
  timeoutSeconds: number,
): AlarmDefinition[] {
  const { errors, throttles, duration } = functionMetrics(fn);
  return [
    {
      id: `${name}Crashes`,
      description: 'The function died: a time-out, no memory left, or a failed start.',
      metric: new MathExpression({
        expression: 'errors - thrown',
        usingMetrics: { errors, thrown: thrownOnPurpose },
        label: 'Crashes',
        period: PERIOD,
      }),
      threshold: A_FEW,
      datapoints: REPEATEDLY,
    },
    {
      id: `${name}Throttles`,
      description: 'Lambda refused to run the function: its concurrency, or that of the account, is used up.',
      metric: throttles,
      threshold: 1,
      datapoints: AT_ONCE,
    },
    {
      id: `${name}NearTimeout`,
      description: 'An invocation took four fifths or more of the time after which Lambda stops it.',
      metric: duration('Maximum'),
      threshold: timeoutSeconds * 800,
      datapoints: REPEATEDLY,
    },
  ];
}

function tableAlarms({ table }: OperationsProps): AlarmDefinition[] {
  const { throttleEvents, systemErrors } = tableMetrics(table);
  // The SDK tries three times, so neither is yet a failed request: those are NotesUnavailable.
  return [
    {
      id: 'TableThrottles',
      description: "DynamoDB throttled the table, or one user's partition of it.",
      metric: throttleEvents,
      threshold: 10,
      datapoints: REPEATEDLY,
    },
    {
      id: 'TableSystemErrors',
      description: 'DynamoDB failed on its own side.',
      metric: systemErrors,
      threshold: 10,
      datapoints: REPEATEDLY,
    },
  ];
}

/** Percent, and nothing while there are fewer than `least`: one failure of two requests at night is no reason to wake anybody. */
function share(part: Metric, whole: Metric, least: number): MathExpression {
  return new MathExpression({
    expression: `IF(part >= ${least}, 100 * part / whole, 0)`,
    usingMetrics: { part, whole },
    label: 'Percent of requests',
    period: PERIOD,
  });
}
