import { readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { serviceSpec } from '../test-support/service-spec.ts';
import {
  type AlarmProperties,
  FRONT_DOORS,
  type TemplateMetric,
  deployOperations,
} from './test-support/deployment.ts';

const TOPIC = 'arn:aws:sns:us-east-1:123456789012:pager';

/**
 * What the specification leaves out: it has HTTP APIs' 4xx and 5xx by ApiId alone.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
const DOCUMENTED = ['4xx', '5xx'].map((name) => `AWS/ApiGateway ${name} ApiId,Stage`);

function metricsOf(alarm: AlarmProperties): TemplateMetric[] {
  const own = alarm.MetricName === undefined ? [] : [alarm as TemplateMetric];
  const parts = (alarm.Metrics ?? []).flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric] : []));
  return [...own, ...parts];
}

const guide = () => readFileSync(`${__dirname}/../../../../docs/operating.md`, 'utf8');

const identity = (namespace: string, name: string, dimensions: readonly string[]) =>
  `${namespace} ${name} ${[...dimensions].sort().join()}`;

function knownMetrics(): Set<string> {
  const specification = serviceSpec();
  const known = new Set(DOCUMENTED);
  for (const metric of specification.all('metric')) {
    for (const { entity } of specification.follow('usesDimensionSet', metric)) {
      const names = entity.dimensions.map(({ name }) => name);
      known.add(identity(metric.namespace, metric.name, names));
    }
  }
  return known;
}

interface Widget {
  readonly properties: { readonly title: string; readonly metrics?: readonly unknown[][] };
}

/** The metrics of AWS's own that a dashboard shows: `[namespace, name, dimension, value, ..., options]`. */
function shownMetrics(dashboard: string): { metric: string; namespace: string }[] {
  const { widgets } = JSON.parse(dashboard) as { widgets: Widget[] };
  return widgets
    .flatMap(({ properties }) => properties.metrics ?? [])
    .filter((row) => typeof row[0] === 'string')
    .map((row) => {
      const [namespace = '', name = '', ...dimensions] = row.filter((each) => typeof each === 'string');
      return {
        namespace,
        metric: identity(
          namespace,
          name,
          dimensions.filter((_, index) => index % 2 === 0),
        ),
      };
    });
}

const deployments = FRONT_DOORS.map(
  (frontDoor) => [frontDoor, deployOperations(frontDoor, { alarmTopicArn: TOPIC })] as const,
);

describe.each(deployments)('the operations of %s', (frontDoor, deployment) => {
  let known: Set<string>;

  beforeAll(() => {
    known = knownMetrics();
  });

  it('tell the topic of every alarm and of its end', () => {
    expect(deployment.alarms.length).toBeGreaterThan(10);
    for (const alarm of deployment.alarms) {
      expect(alarm).toMatchObject({ AlarmActions: [TOPIC], OKActions: [TOPIC] });
    }
  });

  it('say what missing data means, and where to read on', () => {
    for (const { AlarmName, AlarmDescription, ...alarm } of deployment.alarms) {
      expect(AlarmName).toMatch(/^dev-NotesApi-[A-Za-z]+$/);
      expect(AlarmDescription).toMatch(new RegExp(`docs/operating\\.md, ${AlarmName.slice(13)}\\.$`));
      expect(alarm).toMatchObject({
        TreatMissingData: 'notBreaching',
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      });
    }
  });

  it('watch and show metrics that there are', () => {
    const made = new Set(
      deployment.metricFilters
        .flatMap((filter) => filter.MetricTransformations)
        .filter(({ Dimensions }) => Dimensions === undefined)
        .map(({ MetricNamespace, MetricName }) => identity(MetricNamespace, MetricName, [])),
    );
    const watched = deployment.alarms.flatMap(metricsOf).map((metric) => ({
      namespace: metric.Namespace,
      metric: identity(
        metric.Namespace,
        metric.MetricName,
        (metric.Dimensions ?? []).map(({ Name }) => Name),
      ),
    }));
    expect(watched.length).toBeGreaterThan(15);
    const shown = shownMetrics(deployment.dashboard);
    expect(shown.length).toBeGreaterThan(30);
    for (const { namespace, metric } of [...watched, ...shown]) {
      expect(namespace === 'Notes/dev-NotesApi' ? made : known).toContain(metric);
    }
  });

  it('search for the metrics by dimension that they make', () => {
    const searched = [
      ...deployment.dashboard.matchAll(/SEARCH\('\{\\"([^"]+)\\",(\w+)\} MetricName=\\"(\w+)\\"'/g),
    ];
    const families = deployment.metricFilters
      .flatMap((filter) => filter.MetricTransformations)
      .flatMap(({ MetricNamespace, MetricName, Dimensions = [] }) =>
        Dimensions.map(({ Key }) => `${MetricNamespace} ${Key} ${MetricName}`),
      );
    expect(new Set(searched.map(([, ...names]) => names.join(' ')))).toEqual(new Set(families));
    expect(families).not.toHaveLength(0);
  });

  it('have something of the authorizer exactly where there is one', () => {
    const hasAuthorizer = frontDoor.endsWith('authorizer');
    const names = deployment.alarms.map(({ AlarmName }) => AlarmName);
    expect(names.some((name) => name.includes('Authorizer'))).toBe(hasAuthorizer);
    expect(deployment.dashboard.includes('Denials by reason')).toBe(hasAuthorizer);
  });
});

describe('the alarms', () => {
  it('tell nobody unless they are asked to', () => {
    const { alarms, template } = deployOperations('rest');
    expect(alarms.every((alarm) => alarm.AlarmActions === undefined)).toBe(true);
    template.resourceCountIs('AWS::SNS::Topic', 0);
  });

  it("go to an encrypted topic that only the account's alarms may publish to", () => {
    const { alarms, template } = deployOperations('rest', { alarmEmail: 'oncall@example.com' });
    expect(alarms.every((alarm) => alarm.AlarmActions?.length === 1)).toBe(true);
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'oncall@example.com',
    });
    const cloudWatch = { Service: 'cloudwatch.amazonaws.com' };
    template.hasResourceProperties('AWS::KMS::Key', {
      EnableKeyRotation: true,
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Principal: cloudWatch }),
        ]),
      },
    });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: cloudWatch,
            Condition: { ArnLike: { 'aws:SourceArn': Match.anyValue() } },
          }),
        ],
      },
    });
  });

  it('go to both when there are a topic and an address', () => {
    const { alarms } = deployOperations('http', { alarmEmail: 'oncall@example.com', alarmTopicArn: TOPIC });
    expect(alarms.every((alarm) => alarm.AlarmActions?.length === 2)).toBe(true);
  });

  it('ring before a function is stopped', () => {
    const { template } = deployOperations('rest with authorizer');
    for (const [name, Threshold] of [
      ['Authorizer', 4000],
      ['Notes', 8000],
    ] as const) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: `dev-NotesApi-${name}NearTimeout`,
        MetricName: 'Duration',
        Statistic: 'Maximum',
        Threshold,
      });
    }
  });

  it('watch as many metrics, which are paid for, as the guide says', () => {
    const [, all, withoutAuthorizer] =
      /watch (\d+) metrics \((\d+) without a Lambda authorizer\)/.exec(guide()) ?? [];
    for (const [frontDoor, { alarms }] of deployments) {
      const expected = Number(frontDoor.endsWith('authorizer') ? all : withoutAuthorizer);
      expect(alarms.flatMap(metricsOf)).toHaveLength(expected);
    }
  });

  it('are each explained in the guide, and the guide explains no other', () => {
    const [, section = ''] = /^## Alarms\n(.*?)^## /ms.exec(guide()) ?? [];
    const explained = [...section.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
    const alarms = deployments.flatMap(([, deployment]) => deployment.alarms);
    const named = new Set(alarms.map(({ AlarmName }) => AlarmName.replace('dev-NotesApi-', '')));
    expect([...explained].sort()).toEqual([...named].sort());
  });
});
