import type { WireNote } from '../schemas.ts';

export const REQUEST_ID = '7c1b0f3e-52a4-4f0b-9c55-0d7a5b8f4f0e';

export const ETAG = '"b0f1c6de-3a55-4b53-8c0f-6f4f3c1d9a27"';

export const CURSOR = 'YXNjIEJMdjRrUzBfZ2NlNXhyVWEgMDE5OGYyZjgtN2M1Ng';

export const NOTE: WireNote = {
  noteid: '0198f2f8-7c56-7e7a-9f0d-3a1b5c7d9e11',
  note: 'Ask Sam about the venue for the spring meeting.',
  createdAt: '2026-03-02T09:15:04.118Z',
  updatedAt: '2026-03-02T09:15:04.118Z',
  version: 1,
};

export const REPLACED_NOTE: WireNote = {
  ...NOTE,
  note: 'The venue is booked. Send out the invitations.',
  updatedAt: '2026-03-04T16:40:51.902Z',
  version: 2,
};
