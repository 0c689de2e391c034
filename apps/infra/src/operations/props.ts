import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';

/** The API in front, as its metrics name it. */
export type MonitoredApi =
  | {
      readonly kind: 'rest';
      /** Value of the metric dimension `ApiName`. */
      readonly apiName: string;
      /** Value of the metric dimension `Stage`. */
      readonly stageName: string;
      readonly accessLogGroup: ILogGroup;
    }
  | {
      readonly kind: 'http';
      /** Value of the metric dimension `ApiId`. */
      readonly apiId: string;
      /** Value of the metric dimension `Stage`. */
      readonly stageName: string;
      readonly accessLogGroup: ILogGroup;
    };

/** What the operations of the service watch. */
export interface OperationsProps {
  readonly api: MonitoredApi;
  /** Absent where the gateway checks the tokens itself. */
  readonly authorizer?: { readonly function: IFunction; readonly logGroup: ILogGroup };
  readonly notes: { readonly function: IFunction; readonly logGroup: ILogGroup };
  readonly table: Table;
  /** Seconds after which a function is stopped, by function: the authorizer's and the notes API's. */
  readonly timeouts: { readonly authorizer: number; readonly notes: number };
  /** Gets a subscription of an alarm topic made for it. */
  readonly alarmEmail?: string;
  /** An existing topic that the alarms go to. */
  readonly alarmTopicArn?: string;
}
