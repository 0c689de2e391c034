/**
 * A second evaluation of policies, written from the documentation alone and in another way than the first, to hold it against: ARNs are cut
 * apart by an expression, and wildcards are matched from a table of which beginnings match which.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export function secondEvaluation(
  document: { readonly Statement: unknown },
  methodArn: string,
): 'allow' | 'explicit-deny' | 'implicit-deny' {
  const effects = new Set(
    many(document.Statement)
      .map((statement) => statement as { Effect: string; Action: unknown; Resource: unknown })
      .filter(({ Action, Resource }) => {
        const actions = many(Action).map((action) => String(action).toLowerCase());
        const resources = many(Resource).map(String);
        return (
          actions.some((action) => covers(action, 'execute-api:invoke')) &&
          resources.some((resource) => coversArn(resource, methodArn))
        );
      })
      .map(({ Effect }) => Effect),
  );
  if (effects.has('Deny')) return 'explicit-deny';
  return effects.has('Allow') ? 'allow' : 'implicit-deny';
}

const many = (value: unknown): unknown[] => [value].flat();

/** arn:partition:service:region:account:resource; a pattern may end early, and then covers whatever follows. */
function coversArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const fields = /^([^:]*):([^:]*):([^:]*):([^:]*):([^:]*):(.*)$/s.exec(arn)?.slice(1) ?? [];
  const short = pattern.split(':');
  const wanted =
    short.length < 6
      ? [...short, ...Array<string>(6 - short.length).fill('*')]
      : [...short.slice(0, 5), short.slice(5).join(':')];
  return fields.length === 6 && fields.every((field, index) => covers(wanted[index] ?? '', field));
}

/** `reach` holds the lengths of the beginnings of `text` that the pattern read so far covers. */
function covers(pattern: string, text: string): boolean {
  let reach = new Set([0]);
  for (const symbol of pattern.split('')) {
    const next = new Set<number>();
    for (const length of reach) {
      if (symbol === '*') for (let end = length; end <= text.length; end++) next.add(end);
      else if (length < text.length && (symbol === '?' || symbol === text[length])) next.add(length + 1);
    }
    reach = next;
  }
  return reach.has(text.length);
}
