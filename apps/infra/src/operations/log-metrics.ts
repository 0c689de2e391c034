import { Stack } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  type ILogGroup,
  type JsonPattern,
  MetricFilter,
  FilterPattern as Pattern,
} from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { OperationsProps } from './props.ts';
import { PERIOD } from './service-metrics.ts';

/**
 * What the log lines are chosen by.
 *
 * In Lambda's JSON format a line of the function's own is `{timestamp, level, requestId, message}`, and an object that was the only
 * argument to `console.info` or `console.error` is the `message` itself, unchanged: the entry that the handlers log is found below
 * `$.message` (formatJsonMessage in src/logging/formatter.ts of aws/aws-lambda-nodejs-runtime-interface-client). A line of Lambda's is
 * `{time, type, record}`; `platform.report` is written at the level INFO, the default of the system log, and holds `initDurationMs` only
 * for a cold start (https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html#platform-report).
 *
 * The access log is JSON with the `status`, which is a number or, quoted, a text.
 *
 * Syntax: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
const logPatterns = {
  /** An authorizer that said no: 401, or 403 for want of a scope. */
  denied: Pattern.all(outcome('unauthorized', 'deny'), Pattern.exists('$.message.code')),
  /** An authorizer that could not say: 500. */
  failed: outcome('error'),
  /** Every line after which the authorizer throws, as API Gateway wants it. */
  thrownByAuthorizer: outcome('unauthorized', 'error'),
  /** A request that reached the notes API, with its time. */
  request: Pattern.all(Pattern.exists('$.message.route'), Pattern.numberValue('$.message.duration', '>=', 0)),
  refusedRequest: Pattern.exists('$.message.code'),
  unavailable: Pattern.stringValue('$.message.code', '=', 'unavailable'),
  internal: Pattern.stringValue('$.message.code', '=', 'internal'),
  /** A mapped integration's error, which is thrown; an error over HTTP is answered and has a status. */
  thrownByNotes: Pattern.all(Pattern.exists('$.message.code'), Pattern.notExists('$.message.status')),
  coldStart: Pattern.all(
    Pattern.stringValue('$.type', '=', 'platform.report'),
    Pattern.numberValue('$.record.metrics.initDurationMs', '>=', 0),
  ),
  status401: status(401),
  status429: status(429),
} satisfies Record<string, JsonPattern>;

function outcome(...outcomes: readonly string[]): JsonPattern {
  return Pattern.any(...outcomes.map((each) => Pattern.stringValue('$.message.outcome', '=', each)));
}

function status(code: number): JsonPattern {
  return Pattern.any(
    Pattern.numberValue('$.status', '=', code),
    Pattern.stringValue('$.status', '=', String(code)),
  );
}

/** Metrics with one value for each value of a dimension, whichever there are. */
export type MetricFamily = (statistic: string) => MathExpression;

/** Metrics made of the logs, in a namespace of the stack's own. */
export class LogMetrics extends Construct {
  /** 401 at the gateway, whoever refused. */
  readonly unauthorized: Metric;
  /** 429 at the gateway. */
  readonly throttled: Metric;
  /** Milliseconds of the notes API by route; the sample count is the traffic. */
  readonly requestsByRoute: MetricFamily;
  readonly errorsByCode: MetricFamily;
  readonly unavailable: Metric;
  readonly internal: Metric;
  readonly thrownByNotes: Metric;
  /** Milliseconds; the sample count is the number of cold starts. */
  readonly notesColdStarts: Metric;
  /** Absent where there is no Lambda authorizer. */
  readonly authorizer?: AuthorizerLogMetrics;

  constructor(scope: Construct, id: string, { api, authorizer, notes }: OperationsProps) {
    super(scope, id);
    this.unauthorized = this.#count(api.accessLogGroup, 'Unauthorized', logPatterns.status401);
    this.throttled = this.#count(api.accessLogGroup, 'Throttled', logPatterns.status429);

    const { logGroup } = notes;
    this.requestsByRoute = this.#family(logGroup, 'RequestDuration', logPatterns.request, {
      dimension: 'Route',
      field: '$.message.route',
      value: '$.message.duration',
    });
    this.errorsByCode = this.#family(logGroup, 'ErrorCodes', logPatterns.refusedRequest, {
      dimension: 'Code',
      field: '$.message.code',
    });
    this.unavailable = this.#count(logGroup, 'NotesUnavailable', logPatterns.unavailable);
    this.internal = this.#count(logGroup, 'NotesInternal', logPatterns.internal);
    this.thrownByNotes = this.#count(logGroup, 'NotesThrown', logPatterns.thrownByNotes);
    this.notesColdStarts = this.#coldStarts(logGroup, 'NotesColdStart');
    if (authorizer) this.authorizer = this.#authorizer(authorizer.logGroup);
  }

  #authorizer(logGroup: ILogGroup): AuthorizerLogMetrics {
    return {
      denialsByReason: this.#family(logGroup, 'Denials', logPatterns.denied, {
        dimension: 'Reason',
        field: '$.message.code',
      }),
      failures: this.#count(logGroup, 'AuthorizerFailures', logPatterns.failed),
      thrown: this.#count(logGroup, 'AuthorizerThrown', logPatterns.thrownByAuthorizer),
      coldStarts: this.#coldStarts(logGroup, 'AuthorizerColdStart'),
    };
  }

  /** Zero where there are lines but none that matches, so that expressions have a value whenever there is traffic. */
  #count(logGroup: ILogGroup, metricName: string, filterPattern: JsonPattern): Metric {
    this.#filter(logGroup, metricName, filterPattern, { metricValue: '1', defaultValue: 0 });
    return this.#metric(metricName, 'Sum');
  }

  #coldStarts(logGroup: ILogGroup, metricName: string): Metric {
    const metricValue = '$.record.metrics.initDurationMs';
    this.#filter(logGroup, metricName, logPatterns.coldStart, { metricValue });
    return this.#metric(metricName, 'SampleCount');
  }

  #family(
    logGroup: ILogGroup,
    metricName: string,
    filterPattern: JsonPattern,
    { dimension, field, value = '1' }: { dimension: string; field: string; value?: string },
  ): MetricFamily {
    this.#filter(logGroup, metricName, filterPattern, {
      metricValue: value,
      dimensions: { [dimension]: field },
    });
    const search = `{"${this.#namespace}",${dimension}} MetricName="${metricName}"`;
    return (statistic) =>
      new MathExpression({
        expression: `SEARCH('${search}', '${statistic}', ${PERIOD.toSeconds()})`,
        label: '',
        period: PERIOD,
      });
  }

  #filter(
    logGroup: ILogGroup,
    metricName: string,
    filterPattern: JsonPattern,
    rest: { metricValue: string; defaultValue?: number; dimensions?: Record<string, string> },
  ): void {
    const metricNamespace = this.#namespace;
    new MetricFilter(this, metricName, { logGroup, metricName, metricNamespace, filterPattern, ...rest });
  }

  #metric(metricName: string, statistic: string): Metric {
    return new Metric({ namespace: this.#namespace, metricName, statistic, period: PERIOD });
  }

  get #namespace(): string {
    return `Notes/${Stack.of(this).stackName}`;
  }
}

export interface AuthorizerLogMetrics {
  /** Refused tokens and missing scopes by reason. */
  readonly denialsByReason: MetricFamily;
  readonly failures: Metric;
  readonly thrown: Metric;
  /** Milliseconds; the sample count is the number of cold starts. */
  readonly coldStarts: Metric;
}
