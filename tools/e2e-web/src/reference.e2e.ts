import { expect, test } from './support/fixtures.ts';

test('the API describes itself, to programs and to people', async ({ app, service }) => {
  const { invokeUrl } = service.config;
  const response = await app.page.request.get(`${invokeUrl}/openapi.json`);
  const document = (await response.json()) as { openapi: string; paths: Record<string, unknown> };
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(Object.keys(document.paths).sort()).toEqual(['/notes', '/notes/{noteid}']);

  await app.open(`${invokeUrl}/docs`);
  for (const path of ['/notes', '/notes/{noteid}']) {
    await expect(app.page.getByText(path, { exact: true }).first()).toBeVisible();
  }
});
