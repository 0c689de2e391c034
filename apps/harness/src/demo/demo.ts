import { TokenIssuer, type ManualClock } from '@notes/adapter-in-memory';
import type { Harness } from '../start-harness.ts';
import { type Step, Surprise, perform } from './steps.ts';
import { signUpAndIn } from './user-pool-client.ts';

type Print = (line: string) => void;

const PASSWORD = 'Correct-horse-7';
const HOUR = 3_600_000;

/** S1 and S11: sign-up to notes, two users, a retry, a conflict, a 412 and every 401. */
export async function demonstrateNotes({ info }: Harness, clock: ManualClock, print: Print): Promise<void> {
  const send = (step: Step) => perform(info.invokeUrl, step, print);
  print(`The service is at ${info.invokeUrl}, its user pool at ${info.userPoolEndpoint}.`);
  const ada = await signUpAndIn(info, 'ada@example.com', PASSWORD);
  const bob = await signUpAndIn(info, 'bob@example.com', PASSWORD);
  print('Ada and Bob signed up, confirmed with the code from their mail, and signed in (S1).');

  const asAda = { Authorization: ada.AccessToken };
  const asBob = { Authorization: `Bearer ${bob.AccessToken}` };
  const body = { noteid: 'note1', note: 'my first note' };
  const path = '/notes/note1';

  const title = 'Ada creates the note of S11 with her bare access token';
  const created = await send({
    title,
    method: 'POST',
    headers: asAda,
    body,
    status: 201,
    expect: { message: 'Note created', ...body },
  });
  const etag = created.headers.get('etag') ?? '';

  const again = 'The answer was lost: the same request again is the same 201, and nothing is written';
  const retried = await send({
    title: again,
    method: 'POST',
    headers: asAda,
    body,
    status: 201,
    expect: created.body,
  });
  if (retried.headers.get('etag') !== etag) throw new Surprise('The retry changed the ETag.');

  const steps: Step[] = [
    {
      title: 'The same id with another text is a conflict',
      method: 'POST',
      headers: asAda,
      body: { ...body, note: 'other' },
      status: 409,
      expect: { code: 'note-exists' },
    },
    { title: 'She lists her notes', headers: asAda, status: 200 },
    { title: 'She reads it (S12)', path, headers: asAda, status: 200, expect: body },
    { title: 'It has not changed since', path, headers: { ...asAda, 'If-None-Match': etag }, status: 304 },
    {
      title: 'Bob, with Bearer, has no such note',
      path,
      headers: asBob,
      status: 404,
      expect: { code: 'note-not-found' },
    },
    { title: 'Bob has no notes', headers: asBob, status: 200, expect: { notes: [] } },
    {
      title: 'Bob may use the same id',
      method: 'POST',
      headers: asBob,
      body: { ...body, note: 'of Bob' },
      status: 201,
    },
    {
      title: 'Replacing needs a precondition',
      method: 'PUT',
      path,
      headers: asAda,
      body: { note: 'second' },
      status: 428,
    },
    {
      title: 'She replaces what she has seen',
      method: 'PUT',
      path,
      headers: { ...asAda, 'If-Match': etag },
      body: { note: 'second' },
      status: 200,
      expect: { note: 'second', version: 2 },
    },
    {
      title: 'Retried after a lost answer: a success',
      method: 'PUT',
      path,
      headers: { ...asAda, 'If-Match': etag },
      body: { note: 'second' },
      status: 200,
      expect: { version: 2 },
    },
    {
      title: 'Another writer with the old ETag was too slow',
      method: 'PUT',
      path,
      headers: { ...asAda, 'If-Match': etag },
      body: { note: 'third' },
      status: 412,
      expect: { code: 'version-mismatch' },
    },
    {
      title: 'A body that is no note is refused',
      method: 'POST',
      headers: asAda,
      body: { noteid: 'note2' },
      status: 400,
      expect: { code: 'invalid-request' },
    },
    { title: 'She deletes the note (S12)', method: 'DELETE', path, headers: asAda, status: 204 },
    { title: 'Deleting again succeeds', method: 'DELETE', path, headers: asAda, status: 204 },
    { title: 'It is gone', path, headers: asAda, status: 404 },
    { title: 'Bob still has his', path, headers: asBob, status: 200, expect: { note: 'of Bob' } },
  ];
  for (const step of steps) await send(step);

  const stranger = await strangersToken(info.issuer, info.clientId, clock);
  const otherPool = await strangersToken(`${info.issuer}X`, info.clientId, clock);
  const [header, payload, signature = ''] = ada.AccessToken.split('.');
  const refused = { status: 401, expect: { code: 'unauthorized' } };
  const unauthorized: Step[] = [
    { title: 'No token', ...refused },
    { title: 'Not a JWT', headers: { Authorization: 'secret' }, ...refused },
    {
      title: 'An ID token where an access token is due',
      headers: { Authorization: ada.IdToken },
      ...refused,
    },
    { title: 'An issuer that is not our pool', headers: { Authorization: otherPool }, ...refused },
    { title: 'A kid that the pool never published', headers: { Authorization: stranger }, ...refused },
    {
      title: 'A signature that does not fit',
      headers: { Authorization: `${header}.${payload}.${flipFirst(signature)}` },
      ...refused,
    },
    {
      title: 'A token without its signature',
      headers: { Authorization: `${header}.${payload}.` },
      ...refused,
    },
  ];
  for (const step of unauthorized) await send(step);
  clock.advance(HOUR);
  await send({ title: 'An hour later the token has expired', headers: asAda, ...refused });
}

/** S13 and S5 to S7: the gateway's own authorizer with ID tokens, models and mapping templates. */
export async function demonstrateCognitoAuthorizer(
  { info }: Harness,
  clock: ManualClock,
  print: Print,
): Promise<void> {
  const send = (step: Step) => perform(info.invokeUrl, step, print);
  print(
    `\nThe other front door: the Cognito authorizer and mapping templates, at ${info.invokeUrl} (S13, S5 to S7).`,
  );
  const ada = await signUpAndIn(info, 'ada@example.com', PASSWORD);
  const headers = { Authorization: ada.IdToken };
  const note = 'He said "no\\yes" $!{x} #set 😀\n';
  const refused = { status: 401, expect: { code: 'unauthorized' } };
  const steps: Step[] = [
    {
      title: 'Created with the ID token',
      method: 'POST',
      headers,
      body: { noteid: 'note1', note },
      status: 201,
      expect: { message: 'Note created', note },
    },
    { title: 'It comes back byte for byte', path: '/notes/note1', headers, status: 200, expect: { note } },
    {
      title: 'The model refuses a body before the function runs (S5)',
      method: 'POST',
      headers,
      body: { noteid: 'note2' },
      status: 400,
      expect: { code: 'invalid-request' },
    },
    {
      title: 'A conflict is mapped (S7)',
      method: 'POST',
      headers,
      body: { noteid: 'note1', note: 'other' },
      status: 409,
      expect: { code: 'note-exists' },
    },
    {
      title: 'Here the access token is the wrong one',
      headers: { Authorization: ada.AccessToken },
      ...refused,
    },
    { title: 'No token', ...refused },
  ];
  for (const step of steps) await send(step);
  clock.advance(HOUR);
  await send({ title: 'An hour later the ID token has expired', headers, ...refused });
}

/** A well-made token for this pool that somebody else signed. */
async function strangersToken(issuer: string, clientId: string, clock: ManualClock): Promise<string> {
  const tokens = await TokenIssuer.create({ issuer, clock });
  return tokens.issueAccessToken({ userId: 'mallory', username: 'mallory', clientId });
}

function flipFirst(signature: string): string {
  return (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
}
