/* Made from the OpenAPI document by `npm run openapi`. */

export interface paths {
  readonly '/notes': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * List notes
     * @description One page of the notes in the order of their ids. Ask again with `cursor` set to `nextCursor` until there is none: a page may be short, or empty, before the end. Parameters that are not known, or are given twice, are refused.
     */
    readonly get: operations['listNotes'];
    readonly put?: never;
    /**
     * Create a note
     * @description The client chooses the id, so that a retry is safe: the same id with the same text again is the same 201, and nothing is written. The same id with another text is 409.
     */
    readonly post: operations['createNote'];
    readonly delete?: never;
    /**
     * Preflight for the notes
     * @description Answers the CORS preflight of a browser (Fetch standard). It takes no token. Only the configured origins get the headers that allow anything.
     */
    readonly options: operations['preflightNotes'];
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/notes/{noteid}': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /**
     * Read a note
     * @description With `If-None-Match` the text travels only when it is not the one that you have.
     */
    readonly get: operations['getNote'];
    /**
     * Replace the text of a note
     * @description Only when the note is still in the state that `If-Match` names, so that nobody overwrites what they have not seen. Sending the same request again after a lost answer is safe: it is a success, not 412.
     */
    readonly put: operations['replaceNote'];
    readonly post?: never;
    /**
     * Delete a note
     * @description A note that is not there counts as deleted. With `If-Match` a repeated request never removes a note that was created again since.
     */
    readonly delete: operations['deleteNote'];
    /**
     * Preflight for one note
     * @description Answers the CORS preflight of a browser (Fetch standard). It takes no token. Only the configured origins get the headers that allow anything.
     */
    readonly options: operations['preflightNote'];
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description A note to be created. The client chooses its id. */
    readonly CreateNoteBody: {
      readonly noteid: components['schemas']['NoteId'];
      readonly note: components['schemas']['NoteText'];
    };
    /** @description The text that takes the place of the old one. */
    readonly ReplaceNoteBody: {
      readonly note: components['schemas']['NoteText'];
    };
    /** @description The note as it was stored, with a message. */
    readonly CreatedNote: {
      readonly noteid: components['schemas']['NoteId'];
      readonly note: components['schemas']['NoteText'];
      readonly createdAt: components['schemas']['Timestamp'];
      readonly updatedAt: components['schemas']['Timestamp'];
      /**
       * @description Counts the writes from 1.
       * @example 1
       */
      readonly version: number;
      /**
       * @description Always the same.
       * @constant
       */
      readonly message: 'Note created';
    };
    /** @description Notes in the order of their ids, and where the next page starts. */
    readonly NotePage: {
      /** @description May hold fewer notes than `limit`, even none, while `nextCursor` is there. */
      readonly notes: readonly components['schemas']['Note'][];
      /**
       * @description The `cursor` of the next page; absent on the last one.
       * @example YXNjIEJMdjRrUzBfZ2NlNXhyVWEgMDE5OGYyZjgtN2M1Ng
       */
      readonly nextCursor?: string;
    };
    /** @description A note as its owner last wrote it. */
    readonly Note: {
      readonly noteid: components['schemas']['NoteId'];
      readonly note: components['schemas']['NoteText'];
      readonly createdAt: components['schemas']['Timestamp'];
      readonly updatedAt: components['schemas']['Timestamp'];
      /**
       * @description Counts the writes from 1.
       * @example 1
       */
      readonly version: number;
    };
    /**
     * @description The note's id, unique among its owner's notes. Ids that grow with time, such as UUIDs of version 7, list notes by age.
     * @example 0198f2f8-7c56-7e7a-9f0d-3a1b5c7d9e11
     */
    readonly NoteId: string;
    /**
     * @description The text: 1 to 262144 bytes of UTF-8 without lone surrogates. What was stored comes back byte for byte.
     * @example Ask Sam about the venue for the spring meeting.
     */
    readonly NoteText: string;
    /**
     * Format: date-time
     * @description A time in UTC with milliseconds (RFC 3339).
     * @example 2026-03-02T09:15:04.118Z
     */
    readonly Timestamp: string;
    /** @description Problem details for HTTP APIs (RFC 9457). */
    readonly Problem: {
      /**
       * Format: uri
       * @description Names the kind of problem, one for each `code`.
       */
      readonly type: string;
      /** @description The same for every problem of that `code`. */
      readonly title: string;
      /** @description The HTTP status of the answer. */
      readonly status: number;
      /** @description What to do about it, for people. */
      readonly detail: string;
      readonly code: components['schemas']['ProblemCode'];
      /**
       * @description The `x-request-id` of the answer. Quote it when you ask for help.
       * @example 7c1b0f3e-52a4-4f0b-9c55-0d7a5b8f4f0e
       */
      readonly requestId: string;
      /** @description Each broken rule of a request that is `invalid-request`. */
      readonly errors?: readonly components['schemas']['ProblemError'][];
    };
    /**
     * @description What went wrong, for programs. The list is closed: it changes with the version of the API only.
     * @enum {string}
     */
    readonly ProblemCode:
      | 'invalid-request'
      | 'unauthorized'
      | 'forbidden'
      | 'note-not-found'
      | 'note-exists'
      | 'version-mismatch'
      | 'note-too-large'
      | 'unsupported-media-type'
      | 'precondition-required'
      | 'too-many-requests'
      | 'internal'
      | 'unavailable';
    /** @description What is wrong in one place of the request. */
    readonly ProblemError: {
      /**
       * @description A JSON Pointer as a URI fragment (RFC 6901, section 6) into the body, or `#/query/<name>`, `#/path/<name>`, `#/header/<name>`.
       * @example #/note
       */
      readonly pointer: string;
      /**
       * @description The broken rule, for people.
       * @example is required
       */
      readonly detail: string;
    };
  };
  responses: {
    /** @description Invalid request. The request breaks a rule of this API. */
    readonly InvalidRequest: {
      headers: {
        readonly 'Cache-Control': components['headers']['Cache-Control'];
        readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
        readonly 'x-request-id': components['headers']['x-request-id'];
        readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
        readonly Vary: components['headers']['Vary'];
        readonly [name: string]: unknown;
      };
      content: {
        readonly 'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Unauthorized. A valid, unexpired access token is required. */
    readonly Unauthorized: {
      headers: {
        readonly 'Cache-Control': components['headers']['Cache-Control'];
        readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
        readonly 'x-request-id': components['headers']['x-request-id'];
        readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
        readonly Vary: components['headers']['Vary'];
        readonly 'WWW-Authenticate': components['headers']['WWW-Authenticate'];
        readonly 'x-amzn-Remapped-WWW-Authenticate': components['headers']['x-amzn-Remapped-WWW-Authenticate'];
        readonly [name: string]: unknown;
      };
      content: {
        readonly 'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Forbidden. The token does not allow this, or there is no such route. */
    readonly Forbidden: {
      headers: {
        readonly 'Cache-Control': components['headers']['Cache-Control'];
        readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
        readonly 'x-request-id': components['headers']['x-request-id'];
        readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
        readonly Vary: components['headers']['Vary'];
        readonly [name: string]: unknown;
      };
      content: {
        readonly 'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Note not found. You have no note of that id. */
    readonly NoteNotFound: {
      headers: {
        readonly 'Cache-Control': components['headers']['Cache-Control'];
        readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
        readonly 'x-request-id': components['headers']['x-request-id'];
        readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
        readonly Vary: components['headers']['Vary'];
        readonly [name: string]: unknown;
      };
      content: {
        readonly 'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Note exists. You have a note of that id with another text. Nothing was overwritten. */
    readonly NoteExists: {
      headers: {
        readonly 'Cache-Control': components['headers']['Cache-Control'];
        readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
        readonly 'x-request-id': components['headers']['x-request-id'];
        readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
        readonly Vary: components['headers']['Vary'];
        readonly [name: string]: unknown;
      };
      content: {
        readonly 'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Version mismatch. The note has been changed since the state that If-Match names. Nothing was written. */
    readonly VersionMismatch: {
      headers: {
        readonly 'Cache-Control': components['headers']['Cache-Control'];
        readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
        readonly 'x-request-id': components['headers']['x-request-id'];
        readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
        readonly Vary: components['headers']['Vary'];
        readonly [name: string]: unknown;
      };
      content: {
        readonly 'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Note too large. A note may have at most 262144 bytes of UTF-8. */
    readonly NoteTooLarge: {
      headers: {
        readonly 'Cache-Control': components['headers']['Cache-Control'];
        readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
        readonly 'x-request-id': components['headers']['x-request-id'];
        readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
        readonly Vary: components['headers']['Vary'];
        readonly [name: string]: unknown;
      };
      content: {
        readonly 'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Unsupported media type. The body must be application/json. */
    readonly UnsupportedMediaType: {
      headers: {
        readonly 'Cache-Control': components['headers']['Cache-Control'];
        readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
        readonly 'x-request-id': components['headers']['x-request-id'];
        readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
        readonly Vary: components['headers']['Vary'];
        readonly [name: string]: unknown;
      };
      content: {
        readonly 'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Precondition required. Send If-Match with the ETag that you have seen, or *. */
    readonly PreconditionRequired: {
      headers: {
        readonly 'Cache-Control': components['headers']['Cache-Control'];
        readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
        readonly 'x-request-id': components['headers']['x-request-id'];
        readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
        readonly Vary: components['headers']['Vary'];
        readonly [name: string]: unknown;
      };
      content: {
        readonly 'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Too many requests. Slow down and try again. */
    readonly TooManyRequests: {
      headers: {
        readonly 'Cache-Control': components['headers']['Cache-Control'];
        readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
        readonly 'x-request-id': components['headers']['x-request-id'];
        readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
        readonly Vary: components['headers']['Vary'];
        readonly 'Retry-After': components['headers']['Retry-After'];
        readonly [name: string]: unknown;
      };
      content: {
        readonly 'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Internal error. Something went wrong on our side. */
    readonly Internal: {
      headers: {
        readonly 'Cache-Control': components['headers']['Cache-Control'];
        readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
        readonly 'x-request-id': components['headers']['x-request-id'];
        readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
        readonly Vary: components['headers']['Vary'];
        readonly [name: string]: unknown;
      };
      content: {
        readonly 'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Internal error. Something went wrong on our side. */
    readonly IntegrationFailure: {
      headers: {
        readonly 'Cache-Control': components['headers']['Cache-Control'];
        readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
        readonly 'x-request-id': components['headers']['x-request-id'];
        readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
        readonly Vary: components['headers']['Vary'];
        readonly [name: string]: unknown;
      };
      content: {
        readonly 'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Unavailable. The service cannot answer now. The same request may be sent again. */
    readonly Unavailable: {
      headers: {
        readonly 'Cache-Control': components['headers']['Cache-Control'];
        readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
        readonly 'x-request-id': components['headers']['x-request-id'];
        readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
        readonly Vary: components['headers']['Vary'];
        readonly 'Retry-After': components['headers']['Retry-After'];
        readonly [name: string]: unknown;
      };
      content: {
        readonly 'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Unavailable. The service cannot answer now. The same request may be sent again. */
    readonly IntegrationTimeout: {
      headers: {
        readonly 'Cache-Control': components['headers']['Cache-Control'];
        readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
        readonly 'x-request-id': components['headers']['x-request-id'];
        readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
        readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
        readonly Vary: components['headers']['Vary'];
        readonly 'Retry-After': components['headers']['Retry-After'];
        readonly [name: string]: unknown;
      };
      content: {
        readonly 'application/problem+json': components['schemas']['Problem'];
      };
    };
  };
  parameters: {
    /**
     * @description The id of the note, percent-encoded.
     * @example 0198f2f8-7c56-7e7a-9f0d-3a1b5c7d9e11
     */
    readonly NoteId: components['schemas']['NoteId'];
    /** @description Most notes of the page, in plain decimal digits. */
    readonly Limit: number;
    /** @description The `nextCursor` of the page before, unchanged and with the same `order`. It works for the user it was made for only. */
    readonly Cursor: string;
    /** @description By note id: `asc` from the first, `desc` from the last. */
    readonly Order: 'asc' | 'desc';
    /**
     * @description The `ETag` of the state that is to be replaced, or `*` for any state. Only one entity tag; a weak one never matches.
     * @example "b0f1c6de-3a55-4b53-8c0f-6f4f3c1d9a27"
     */
    readonly IfMatch: string;
    /** @description The `ETag` of the state that is to be deleted; then a note that has been changed since stays. `*`, like none, is any state. */
    readonly OptionalIfMatch: string;
    /** @description The `ETag` of the state that you have, or several. If the note is still in it, the answer is 304 without a body. */
    readonly IfNoneMatch: string;
  };
  requestBodies: never;
  headers: {
    /**
     * @description Notes are private: nothing may keep an answer. Validation with an `ETag` works all the same.
     * @example no-store
     */
    readonly 'Cache-Control': 'no-store';
    /**
     * @description The content type is what it says.
     * @example nosniff
     */
    readonly 'X-Content-Type-Options': 'nosniff';
    /**
     * @description Names this request in the logs of the service.
     * @example 7c1b0f3e-52a4-4f0b-9c55-0d7a5b8f4f0e
     */
    readonly 'x-request-id': string;
    /**
     * @description The strong entity tag of this state of the note, for `If-Match` and `If-None-Match`. It never repeats, not even for a note that was deleted and created again.
     * @example "b0f1c6de-3a55-4b53-8c0f-6f4f3c1d9a27"
     */
    readonly ETag: string;
    /**
     * @description The path of the new note, with the stage or base path that was called.
     * @example /notes/0198f2f8-7c56-7e7a-9f0d-3a1b5c7d9e11
     */
    readonly Location: string;
    /**
     * @description How to authenticate (RFC 6750, section 3).
     * @example Bearer
     */
    readonly 'WWW-Authenticate': string;
    /**
     * @description In place of `WWW-Authenticate` when a token expired between the gateway and the function: API Gateway renames the header of a function.
     * @example Bearer
     */
    readonly 'x-amzn-Remapped-WWW-Authenticate': string;
    /**
     * @description Seconds to wait before the same request is sent again.
     * @example 1
     */
    readonly 'Retry-After': number;
    /**
     * @description The origin whose scripts may read the answer, when it is one of the configured ones.
     * @example https://notes.example
     */
    readonly 'Access-Control-Allow-Origin': string;
    /**
     * @description The headers that these scripts may read.
     * @example ETag, Location, Retry-After, WWW-Authenticate, x-amzn-Remapped-WWW-Authenticate, x-request-id
     */
    readonly 'Access-Control-Expose-Headers': string;
    /**
     * @description The methods that these scripts may use.
     * @example GET, POST, PUT, DELETE
     */
    readonly 'Access-Control-Allow-Methods': string;
    /**
     * @description The headers that these scripts may send.
     * @example Authorization, Content-Type, If-Match, If-None-Match
     */
    readonly 'Access-Control-Allow-Headers': string;
    /**
     * @description Seconds for which this answer holds.
     * @example 600
     */
    readonly 'Access-Control-Max-Age': number;
    /**
     * @description The answer depends on the origin that asks.
     * @example Origin
     */
    readonly Vary: string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  readonly listNotes: {
    readonly parameters: {
      readonly query?: {
        /** @description Most notes of the page, in plain decimal digits. */
        readonly limit?: components['parameters']['Limit'];
        /** @description The `nextCursor` of the page before, unchanged and with the same `order`. It works for the user it was made for only. */
        readonly cursor?: components['parameters']['Cursor'];
        /** @description By note id: `asc` from the first, `desc` from the last. */
        readonly order?: components['parameters']['Order'];
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description A page of notes. */
      readonly 200: {
        headers: {
          readonly 'Cache-Control': components['headers']['Cache-Control'];
          readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
          readonly 'x-request-id': components['headers']['x-request-id'];
          readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
          readonly Vary: components['headers']['Vary'];
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['NotePage'];
        };
      };
      readonly 400: components['responses']['InvalidRequest'];
      readonly 401: components['responses']['Unauthorized'];
      readonly 403: components['responses']['Forbidden'];
      readonly 429: components['responses']['TooManyRequests'];
      readonly 500: components['responses']['Internal'];
      readonly 502: components['responses']['IntegrationFailure'];
      readonly 503: components['responses']['Unavailable'];
      readonly 504: components['responses']['IntegrationTimeout'];
    };
  };
  readonly createNote: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /** @description The id and the text. Members that are not known, or are given twice, are refused. */
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreateNoteBody'];
      };
    };
    readonly responses: {
      /** @description The note is stored. */
      readonly 201: {
        headers: {
          readonly 'Cache-Control': components['headers']['Cache-Control'];
          readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
          readonly 'x-request-id': components['headers']['x-request-id'];
          readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
          readonly Vary: components['headers']['Vary'];
          readonly ETag: components['headers']['ETag'];
          readonly Location: components['headers']['Location'];
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['CreatedNote'];
        };
      };
      readonly 400: components['responses']['InvalidRequest'];
      readonly 401: components['responses']['Unauthorized'];
      readonly 403: components['responses']['Forbidden'];
      readonly 409: components['responses']['NoteExists'];
      readonly 413: components['responses']['NoteTooLarge'];
      readonly 415: components['responses']['UnsupportedMediaType'];
      readonly 429: components['responses']['TooManyRequests'];
      readonly 500: components['responses']['Internal'];
      readonly 502: components['responses']['IntegrationFailure'];
      readonly 503: components['responses']['Unavailable'];
      readonly 504: components['responses']['IntegrationTimeout'];
    };
  };
  readonly preflightNotes: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description The answer is in the headers. */
      readonly 204: {
        headers: {
          readonly 'Cache-Control': components['headers']['Cache-Control'];
          readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
          readonly 'x-request-id': components['headers']['x-request-id'];
          readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
          readonly Vary: components['headers']['Vary'];
          readonly 'Access-Control-Allow-Methods': components['headers']['Access-Control-Allow-Methods'];
          readonly 'Access-Control-Allow-Headers': components['headers']['Access-Control-Allow-Headers'];
          readonly 'Access-Control-Max-Age': components['headers']['Access-Control-Max-Age'];
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      readonly 400: components['responses']['InvalidRequest'];
      readonly 403: components['responses']['Forbidden'];
      readonly 429: components['responses']['TooManyRequests'];
      readonly 500: components['responses']['Internal'];
      readonly 502: components['responses']['IntegrationFailure'];
      readonly 504: components['responses']['IntegrationTimeout'];
    };
  };
  readonly getNote: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description The `ETag` of the state that you have, or several. If the note is still in it, the answer is 304 without a body. */
        readonly 'If-None-Match'?: components['parameters']['IfNoneMatch'];
      };
      readonly path: {
        /**
         * @description The id of the note, percent-encoded.
         * @example 0198f2f8-7c56-7e7a-9f0d-3a1b5c7d9e11
         */
        readonly noteid: components['parameters']['NoteId'];
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description The note. */
      readonly 200: {
        headers: {
          readonly 'Cache-Control': components['headers']['Cache-Control'];
          readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
          readonly 'x-request-id': components['headers']['x-request-id'];
          readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
          readonly Vary: components['headers']['Vary'];
          readonly ETag: components['headers']['ETag'];
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['Note'];
        };
      };
      /** @description The note is still in the state that `If-None-Match` names. No body. */
      readonly 304: {
        headers: {
          readonly 'Cache-Control': components['headers']['Cache-Control'];
          readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
          readonly 'x-request-id': components['headers']['x-request-id'];
          readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
          readonly Vary: components['headers']['Vary'];
          readonly ETag: components['headers']['ETag'];
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      readonly 400: components['responses']['InvalidRequest'];
      readonly 401: components['responses']['Unauthorized'];
      readonly 403: components['responses']['Forbidden'];
      readonly 404: components['responses']['NoteNotFound'];
      readonly 429: components['responses']['TooManyRequests'];
      readonly 500: components['responses']['Internal'];
      readonly 502: components['responses']['IntegrationFailure'];
      readonly 503: components['responses']['Unavailable'];
      readonly 504: components['responses']['IntegrationTimeout'];
    };
  };
  readonly replaceNote: {
    readonly parameters: {
      readonly query?: never;
      readonly header: {
        /**
         * @description The `ETag` of the state that is to be replaced, or `*` for any state. Only one entity tag; a weak one never matches.
         * @example "b0f1c6de-3a55-4b53-8c0f-6f4f3c1d9a27"
         */
        readonly 'If-Match': components['parameters']['IfMatch'];
      };
      readonly path: {
        /**
         * @description The id of the note, percent-encoded.
         * @example 0198f2f8-7c56-7e7a-9f0d-3a1b5c7d9e11
         */
        readonly noteid: components['parameters']['NoteId'];
      };
      readonly cookie?: never;
    };
    /** @description The new text. */
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['ReplaceNoteBody'];
      };
    };
    readonly responses: {
      /** @description The note in its new state. */
      readonly 200: {
        headers: {
          readonly 'Cache-Control': components['headers']['Cache-Control'];
          readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
          readonly 'x-request-id': components['headers']['x-request-id'];
          readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
          readonly Vary: components['headers']['Vary'];
          readonly ETag: components['headers']['ETag'];
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['Note'];
        };
      };
      readonly 400: components['responses']['InvalidRequest'];
      readonly 401: components['responses']['Unauthorized'];
      readonly 403: components['responses']['Forbidden'];
      readonly 404: components['responses']['NoteNotFound'];
      readonly 412: components['responses']['VersionMismatch'];
      readonly 413: components['responses']['NoteTooLarge'];
      readonly 415: components['responses']['UnsupportedMediaType'];
      readonly 428: components['responses']['PreconditionRequired'];
      readonly 429: components['responses']['TooManyRequests'];
      readonly 500: components['responses']['Internal'];
      readonly 502: components['responses']['IntegrationFailure'];
      readonly 503: components['responses']['Unavailable'];
      readonly 504: components['responses']['IntegrationTimeout'];
    };
  };
  readonly deleteNote: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: {
        /** @description The `ETag` of the state that is to be deleted; then a note that has been changed since stays. `*`, like none, is any state. */
        readonly 'If-Match'?: components['parameters']['OptionalIfMatch'];
      };
      readonly path: {
        /**
         * @description The id of the note, percent-encoded.
         * @example 0198f2f8-7c56-7e7a-9f0d-3a1b5c7d9e11
         */
        readonly noteid: components['parameters']['NoteId'];
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description The note is gone, whether or not it was there. */
      readonly 204: {
        headers: {
          readonly 'Cache-Control': components['headers']['Cache-Control'];
          readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
          readonly 'x-request-id': components['headers']['x-request-id'];
          readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
          readonly Vary: components['headers']['Vary'];
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      readonly 400: components['responses']['InvalidRequest'];
      readonly 401: components['responses']['Unauthorized'];
      readonly 403: components['responses']['Forbidden'];
      readonly 412: components['responses']['VersionMismatch'];
      readonly 429: components['responses']['TooManyRequests'];
      readonly 500: components['responses']['Internal'];
      readonly 502: components['responses']['IntegrationFailure'];
      readonly 503: components['responses']['Unavailable'];
      readonly 504: components['responses']['IntegrationTimeout'];
    };
  };
  readonly preflightNote: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        /**
         * @description The id of the note, percent-encoded.
         * @example 0198f2f8-7c56-7e7a-9f0d-3a1b5c7d9e11
         */
        readonly noteid: components['parameters']['NoteId'];
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description The answer is in the headers. */
      readonly 204: {
        headers: {
          readonly 'Cache-Control': components['headers']['Cache-Control'];
          readonly 'X-Content-Type-Options': components['headers']['X-Content-Type-Options'];
          readonly 'x-request-id': components['headers']['x-request-id'];
          readonly 'Access-Control-Allow-Origin': components['headers']['Access-Control-Allow-Origin'];
          readonly 'Access-Control-Expose-Headers': components['headers']['Access-Control-Expose-Headers'];
          readonly Vary: components['headers']['Vary'];
          readonly 'Access-Control-Allow-Methods': components['headers']['Access-Control-Allow-Methods'];
          readonly 'Access-Control-Allow-Headers': components['headers']['Access-Control-Allow-Headers'];
          readonly 'Access-Control-Max-Age': components['headers']['Access-Control-Max-Age'];
          readonly [name: string]: unknown;
        };
        content?: never;
      };
      readonly 400: components['responses']['InvalidRequest'];
      readonly 403: components['responses']['Forbidden'];
      readonly 429: components['responses']['TooManyRequests'];
      readonly 500: components['responses']['Internal'];
      readonly 502: components['responses']['IntegrationFailure'];
      readonly 504: components['responses']['IntegrationTimeout'];
    };
  };
}
