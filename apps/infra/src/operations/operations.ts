import { Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type Dashboard,
  type IAlarmAction,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type AlarmDefinition, alarmDefinitions } from './alarm-definitions.ts';
import { AlarmTopic } from './alarm-topic.ts';
import { createDashboard } from './dashboard.ts';
import { LogMetrics } from './log-metrics.ts';
import type { OperationsProps } from './props.ts';

/**
 * The dashboard and the alarms of one deployment, named after its stack, and the metrics made of its logs. docs/operating.md says what each
 * alarm means. Without `alarmEmail` and `alarmTopicArn` the alarms are there but tell nobody.
 */
export class Operations extends Construct {
  readonly dashboard: Dashboard;
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, props: OperationsProps) {
    super(scope, id);
    const logs = new LogMetrics(this, 'LogMetrics', props);
    const actions = this.#actions(props);
    const alarms = alarmDefinitions(props, logs).map((definition) => this.#alarm(definition, actions));
    this.alarms = alarms;
    this.dashboard = createDashboard(this, props, logs, alarms);
  }

  #actions({ alarmEmail, alarmTopicArn }: OperationsProps): IAlarmAction[] {
    return [
      ...(alarmTopicArn === undefined ? [] : [Topic.fromTopicArn(this, 'GivenTopic', alarmTopicArn)]),
      ...(alarmEmail === undefined ? [] : [new AlarmTopic(this, 'AlarmTopic', { email: alarmEmail }).topic]),
    ].map((topic) => new SnsAction(topic));
  }

  #alarm(definition: AlarmDefinition, actions: IAlarmAction[]): Alarm {
    const { id, description, metric, threshold, datapoints } = definition;
    const [datapointsToAlarm, evaluationPeriods] = datapoints;
    const alarm = new Alarm(this, id, {
      alarmName: `${Stack.of(this).stackName}-${id}`,
      alarmDescription: `${description} What to do: docs/operating.md, ${id}.`,
      metric,
      threshold,
      datapointsToAlarm,
      evaluationPeriods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // No data means no traffic, or nothing to count.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(...actions);
    alarm.addOkAction(...actions);
    return alarm;
  }
}
