import { parseMethodArn } from './policy.ts';

const API = 'arn:aws:execute-api:eu-central-1:123456789012:a1b2c3';

describe('parseMethodArn', () => {
  it.each([
    [`${API}/prod/GET/notes/a/b`, { stageArn: `${API}/prod`, verb: 'GET', path: '/notes/a/b' }],
    [`${API}/$default/DELETE/`, { stageArn: `${API}/$default`, verb: 'DELETE', path: '/' }],
    [`${API}/prod/POST`, { stageArn: `${API}/prod`, verb: 'POST', path: '/' }],
    [`${API}/prod/GET/a:b\nc`, { stageArn: `${API}/prod`, verb: 'GET', path: '/a:b\nc' }],
    ['arn:aws:execute-api:::x/y/GET/z', { stageArn: 'arn:aws:execute-api:::x/y', verb: 'GET', path: '/z' }],
  ])('takes %j apart', (arn, parts) => {
    expect(parseMethodArn(arn)).toEqual(parts);
  });

  it.each([
    '',
    'arn',
    API,
    `${API}/`,
    `${API}/prod`,
    `${API}/prod/`,
    `${API}/prod//notes`,
    `${API}//GET/notes`,
    `${API}:more/prod/GET/notes`,
    ` ${API}/prod/GET/notes`,
    `arn::execute-api:eu-central-1:123456789012:a1b2c3/prod/GET/notes`,
    `arn:aws:lambda:eu-central-1:123456789012:a1b2c3/prod/GET/notes`,
    `arn:aws:execute-api:eu-central-1:123456789012:/prod/GET/notes`,
    `arn:aws:execute-api:eu-central-1:a1b2c3/prod/GET/notes`,
  ])('refuses %j without quoting it', (arn) => {
    expect(() => parseMethodArn(arn)).toThrow(/^The method ARN is not of the expected form\.$/);
  });
});
