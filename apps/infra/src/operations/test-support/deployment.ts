import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Operations } from '../operations.ts';
import type { MonitoredApi, OperationsProps } from '../props.ts';

export const FRONT_DOORS = ['rest with authorizer', 'rest', 'http with authorizer', 'http'] as const;

export type FrontDoor = (typeof FRONT_DOORS)[number];

/** A metric as templates name it, in an alarm or as a part of its expression. */
export interface TemplateMetric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string }[];
}

export interface AlarmProperties extends Partial<TemplateMetric> {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions?: readonly unknown[];
  readonly OKActions?: readonly unknown[];
  readonly Threshold: number;
  readonly TreatMissingData: string;
  readonly ComparisonOperator: string;
  readonly Metrics?: readonly {
    readonly Expression?: string;
    readonly MetricStat?: { readonly Metric: TemplateMetric; readonly Period: number };
  }[];
}

export interface MetricFilterProperties {
  readonly FilterPattern: string;
  readonly LogGroupName: { readonly Ref: string };
  readonly MetricTransformations: readonly {
    readonly MetricName: string;
    readonly MetricNamespace: string;
    readonly MetricValue: string;
    readonly DefaultValue?: number;
    readonly Dimensions?: readonly { readonly Key: string; readonly Value: string }[];
  }[];
}

/** The template of a stack that holds a front door's operations, and of what they watch no more than their names. */
export function deployOperations(
  frontDoor: FrontDoor,
  topic: Pick<OperationsProps, 'alarmEmail' | 'alarmTopicArn'> = {},
) {
  const stack = new Stack(new App(), 'Deployment', { stackName: 'dev-NotesApi' });
  const lambda = (id: string) => {
    const logGroup = new LogGroup(stack, `${id}Log`);
    const code = Code.fromInline('exports.handler = () => 1;');
    const runtime = new Runtime('nodejs24.x', undefined, { supportsInlineCode: true });
    return {
      function: new Function(stack, id, { runtime, code, handler: 'index.handler', logGroup }),
      logGroup,
    };
  };
  const accessLogGroup = new LogGroup(stack, 'AccessLog');
  const api: MonitoredApi = frontDoor.startsWith('rest')
    ? { kind: 'rest', apiName: 'NotesService', stageName: 'prod', accessLogGroup }
    : { kind: 'http', apiId: 'a1b2c3', stageName: '$default', accessLogGroup };
  new Operations(stack, 'Operations', {
    api,
    ...(frontDoor.endsWith('authorizer') && { authorizer: lambda('Authorizer') }),
    notes: lambda('Notes'),
    table: new Table(stack, 'Table', { partitionKey: { name: 'userId', type: AttributeType.STRING } }),
    timeouts: { authorizer: 5, notes: 10 },
    ...topic,
  });
  const template = Template.fromStack(stack);
  const properties = <T>(type: string): T[] =>
    Object.values(template.findResources(type)).map((resource) => resource['Properties'] as T);
  return {
    template,
    alarms: properties<AlarmProperties>('AWS::CloudWatch::Alarm'),
    metricFilters: properties<MetricFilterProperties>('AWS::Logs::MetricFilter'),
    dashboard: dashboardBody(template),
  };
}

/** The dashboard's JSON as CloudWatch gets it, with what is known only at deployment as the reference's name. */
function dashboardBody(template: Template): string {
  const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
  const { DashboardBody } = (
    dashboard as { Properties: { DashboardBody: { 'Fn::Join': [string, unknown[]] } } }
  ).Properties;
  return DashboardBody['Fn::Join'][1]
    .map((part) => (typeof part === 'string' ? part : Object.values(part as object).join('.')))
    .join('');
}
