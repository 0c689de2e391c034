import { Stack } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { LogMetrics } from './log-metrics.ts';
import type { OperationsProps } from './props.ts';
import { type FunctionMetrics, apiMetrics, functionMetrics, tableMetrics } from './service-metrics.ts';

const PERCENTILES = ['p50', 'p90', 'p99'];

/** One page from the front door to the table. */
export function createDashboard(
  scope: Construct,
  props: OperationsProps,
  logs: LogMetrics,
  alarms: Alarm[],
): Dashboard {
  const dashboard = new Dashboard(scope, 'Dashboard', { dashboardName: Stack.of(scope).stackName });
  dashboard.addWidgets(new AlarmStatusWidget({ title: 'Alarms', alarms, width: 24, height: 4 }));
  dashboard.addWidgets(...apiRow(props, logs));
  dashboard.addWidgets(...reasonsRow(logs));
  const notes = functionMetrics(props.notes.function);
  dashboard.addWidgets(...functionRow('Notes API', notes, logs.notesColdStarts));
  if (props.authorizer && logs.authorizer) {
    const authorizer = functionMetrics(props.authorizer.function);
    dashboard.addWidgets(...functionRow('Authorizer', authorizer, logs.authorizer.coldStarts));
  }
  dashboard.addWidgets(...tableRow(props));
  return dashboard;
}

function apiRow({ api }: OperationsProps, logs: LogMetrics): IWidget[] {
  const { requests, clientErrors, serverErrors, latency, integrationLatency } = apiMetrics(api);
  return [
    graph('Traffic by route', [
      logs.requestsByRoute('SampleCount'),
      requests.with({ label: 'At the gateway' }),
    ]),
    graph('4XX and 5XX', [clientErrors, serverErrors]),
    graph('Latency, ms', PERCENTILES.map(latency)),
    graph('Integration latency, ms', PERCENTILES.map(integrationLatency)),
  ];
}

function reasonsRow(logs: LogMetrics): IWidget[] {
  return [
    graph('401 and 429 at the gateway', [logs.unauthorized, logs.throttled]),
    ...(logs.authorizer
      ? [graph('Denials by reason', [logs.authorizer.denialsByReason('Sum'), logs.authorizer.failures])]
      : []),
    graph('Error codes of the notes API', [logs.errorsByCode('Sum')]),
    graph('Notes API by route, p99, ms', [logs.requestsByRoute('p99')]),
  ];
}

function functionRow(
  title: string,
  fn: FunctionMetrics,
  coldStarts: LogMetrics['notesColdStarts'],
): IWidget[] {
  return [
    graph(`${title}: invocations, errors, throttles`, [fn.invocations, fn.errors, fn.throttles]),
    graph(`${title}: duration, ms`, [...PERCENTILES, 'Maximum'].map(fn.duration)),
    graph(`${title}: concurrency`, [fn.concurrency]),
    new GraphWidget({
      title: `${title}: cold starts`,
      left: [coldStarts.with({ label: 'Cold starts' })],
      right: [coldStarts.with({ statistic: 'p90', label: 'p90, ms' })],
    }),
  ];
}

function tableRow({ table }: OperationsProps): IWidget[] {
  const { consumed, throttleEvents, throttledRequests, systemErrors, latency } = tableMetrics(table);
  return [
    graph('Table: consumed capacity units', consumed),
    graph('Table: throttled requests', [...throttledRequests, throttleEvents]),
    graph('Table: latency, p99, ms', latency('p99')),
    graph('Table: system errors', [systemErrors]),
  ];
}

function graph(title: string, left: readonly IMetric[]): GraphWidget {
  return new GraphWidget({ title, left: [...left] });
}
