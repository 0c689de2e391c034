import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Operations } from '../operations.ts';
import type { MonitoredApi, OperationsProps } from '../props.ts';

export const FRONT_DOORS = ['rest with authorizer', 'rest', 'http with authorizer', 'http'] as const;

export type FrontDoor = (typeof FRONT_DOORS)[number];

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, any>;
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
  return {
    template,
    resources: (type: string): Record<string, any>[] =>
      Object.values(template.findResources(type) as Record<string, Resource>).map((each) => each.Properties),
  };
}
