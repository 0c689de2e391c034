/** What became of each of a list of cases, by its name. */
export type Verdicts = Readonly<Record<string, unknown>>;

/** Asks about one case after the other, and gathers the answers. */
export async function gather<Case extends { readonly name: string }>(
  cases: readonly Case[],
  ask: (each: Case) => unknown,
): Promise<Verdicts> {
  const verdicts: Record<string, unknown> = {};
  for (const each of cases) verdicts[each.name] = await ask(each);
  return verdicts;
}

/** What should become of them, in the same form. */
export function expected<Case extends { readonly name: string }>(
  cases: readonly Case[],
  verdict: (each: Case) => unknown,
): Verdicts {
  return Object.fromEntries(cases.map((each) => [each.name, verdict(each)]));
}
