import { loadConfig } from './config.ts';

const CONFIG = {
  invokeUrl: 'https://api.example/prod',
  region: 'eu-west-1',
  issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_pool',
  userPoolEndpoint: 'https://cognito-idp.eu-west-1.amazonaws.com/',
  userPoolId: 'eu-west-1_pool',
  clientId: 'client',
};

const serving = (body: unknown, init?: ResponseInit): typeof fetch =>
  jest.fn(async () => new Response(typeof body === 'string' ? body : JSON.stringify(body), init));

describe('loadConfig', () => {
  it('reads the members that the app knows', async () => {
    const fetch = serving({ ...CONFIG, tableName: 'Notes' });
    expect(await loadConfig(fetch)).toEqual({
      ...CONFIG,
      userPoolEndpoint: 'https://cognito-idp.eu-west-1.amazonaws.com',
    });
    expect(fetch).toHaveBeenCalledWith('/config.json', { cache: 'no-cache' });
  });

  it('names everything that is the matter at once', async () => {
    const { clientId: _, ...rest } = CONFIG;
    const broken = {
      ...rest,
      invokeUrl: 'javascript:alert(1)',
      issuer: 'nowhere',
      region: '',
      userPoolId: 5,
    };
    await expect(loadConfig(serving(broken))).rejects.toThrow(
      '/config.json: invokeUrl must be an http(s) URL, region must be a text, issuer must be an http(s) URL, ' +
        'userPoolId must be a text, clientId is missing.',
    );
  });

  it.each([
    ['<!doctype html>', undefined, '/config.json is not JSON.'],
    ['[]', undefined, '/config.json holds no object.'],
    ['null', undefined, '/config.json holds no object.'],
    ['', { status: 404 }, '/config.json: the server answered 404.'],
  ])('says what came in its place (%s)', async (body, init, message) => {
    await expect(loadConfig(serving(body, init))).rejects.toThrow(message);
  });

  it('passes on that there was no answer', async () => {
    const failure = new TypeError('fetch failed');
    await expect(loadConfig(async () => Promise.reject(failure))).rejects.toBe(failure);
  });
});
