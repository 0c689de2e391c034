/** A request of CloudFormation to a custom resource. */
export interface KeySetRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: { readonly Url: string };
}

export function handler(
  event: KeySetRequest,
  context?: unknown,
  wait?: (milliseconds: number) => Promise<unknown>,
): Promise<void>;
