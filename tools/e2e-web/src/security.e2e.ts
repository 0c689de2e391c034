import { expect, test } from './support/fixtures.ts';

const ATTEMPTS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">a link</a>',
  'javascript:alert(1)',
  '"><svg onload=alert(1)>',
  "'-alert(1)-'",
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '{{constructor.constructor("alert(1)")()}}',
];

test('shows markup and scripts in notes as the text they are', async ({ app, account, api }) => {
  await api.createMany(ATTEMPTS);
  await app.signIn(account);
  await expect(app.notes.items).toContainText(ATTEMPTS.toReversed());
  for (const [index, attempt] of ATTEMPTS.toReversed().entries()) {
    await app.notes.items.nth(index).click();
    await expect(app.notes.text).toHaveValue(attempt);
    await app.notes.search.fill(attempt);
    await expect(app.notes.item(attempt).first()).toBeVisible();
    await app.notes.search.clear();
  }
  const list = app.page.getByRole('main');
  await expect(list.locator('script, img, iframe, svg[onload], [onerror]')).toHaveCount(0);
  for (const link of await list.getByRole('link').all()) {
    expect(await link.getAttribute('href')).toMatch(/^#\/notes\/[\w-]+$/);
  }
});

test('shows them as text when they are typed, searched for and in conflict', async ({
  app,
  account,
  api,
}) => {
  await app.signIn(account);
  const attempt = '<img src=x onerror=alert(1)>';
  await app.notes.write(attempt);
  await app.notes.waitUntilSaved();
  const noteid = await api.idOf(attempt);
  await app.context.setOffline(true);
  await app.notes.text.fill(`${attempt} mine`);
  await expect(app.notes.status).toHaveText('Waiting for connection');
  await api.replace(noteid, `<script>alert(1)</script>`);
  await app.context.setOffline(false);
  await app.button('Compare versions').click();
  await expect(app.page.getByRole('region', { name: 'My version' })).toContainText(`${attempt} mine`);
  await expect(app.page.getByRole('region', { name: 'Their version' })).toContainText(
    '<script>alert(1)</script>',
  );
});

test('is served with a strict policy', async ({ app, service }) => {
  const response = await app.page.goto('/');
  const { invokeUrl, userPoolEndpoint } = service.config;
  const policy = new Map(
    (response?.headers()['content-security-policy'] ?? '').split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources.join(' ')];
    }),
  );
  expect(policy.get('default-src')).toBe("'none'");
  expect(policy.get('script-src')).toBe("'self'");
  expect(policy.get('style-src')).toBe("'self'");
  expect(policy.get('connect-src')).toBe(`'self' ${invokeUrl} ${userPoolEndpoint}`);
  expect(policy.get('frame-ancestors')).toBe("'none'");
  expect(policy.get('require-trusted-types-for')).toBe("'script'");
});

test('does not run a script that got into the page, nor make one of a text', async ({ app, guard }) => {
  await app.page.route('/', async (route) => {
    const response = await route.fetch();
    const html = await response.text();
    const probe =
      '<script>globalThis.probe = "ran"</script><img src="/x" onerror="globalThis.probe = 1"></body>';
    await route.fulfill({ response, body: html.replace('</body>', probe) });
  });
  await app.open();
  await expect(app.heading('Sign in')).toBeVisible();
  expect(await app.page.evaluate(() => 'probe' in globalThis)).toBe(false);
  guard.expectProblem(/^console: .*inline script.*Content Security Policy/);
  guard.expectProblem(/^console: .*inline event handler.*Content Security Policy/);
  guard.expectProblem(/^404 for GET .*\/x$/);

  const refused = await app.page.evaluate(() => {
    try {
      document.body.insertAdjacentHTML('beforeend', '<b>text</b>');
      return 'inserted';
    } catch (error) {
      return (error as Error).name;
    }
  });
  expect(refused).toBe('TypeError');
  guard.expectProblem(/^console: .*TrustedHTML/);
});

test('calls nobody but its own services', async ({ app, guard }) => {
  await app.open();
  const outcome = await app.page.evaluate(async () => {
    try {
      await fetch('http://127.0.0.1:9/');
      return 'answered';
    } catch {
      return 'refused';
    }
  });
  expect(outcome).toBe('refused');
  guard.expectProblem(/^console: .*Content Security Policy/);
});

test('what must not happen would be noticed', async ({ app, guard }) => {
  await app.open();
  await app.page.evaluate(() => alert('a dialog'));
  guard.expectProblem(/^dialog: a dialog$/);
  await app.page.evaluate(() => setTimeout(() => void Promise.reject(new Error('nobody waits')), 0));
  await expect.poll(() => guard.problems).toEqual(['uncaught: nobody waits']);
  guard.expectProblem(/^uncaught: nobody waits$/);
  await app.page.goto('/missing');
  guard.expectProblem(/^404 for GET .*\/missing$/);
  await expect(app.page.goto('http://notes.example/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
  guard.expectProblem(/^a request left this machine: http:\/\/notes\.example\/$/);
});
