import { createConfig, lintFromString } from '@redocly/openapi-core';

/**
 * What Redocly's strictest set of rules finds in an OpenAPI document, warnings included; one line for each problem.
 * https://redocly.com/docs/cli/rules/recommended
 */
export async function lint(document: unknown): Promise<readonly string[]> {
  const config = await createConfig({ extends: ['recommended-strict'] });
  const problems = await lintFromString({
    source: JSON.stringify(document),
    absoluteRef: 'openapi.json',
    config,
  });
  return problems.map(
    ({ ruleId, message, location }) => `${location[0]?.pointer ?? ''}: ${message} (${ruleId})`,
  );
}
