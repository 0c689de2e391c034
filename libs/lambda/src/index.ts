export { createAuthorizerHandler } from './authorizer/authorizer-handler.ts';
export type {
  AuthorizerHandler,
  AuthorizerHandlerOptions,
  SimpleAuthorizerResponse,
} from './authorizer/authorizer-handler.ts';
export type {
  AuthorizerEvent,
  EventHeaders,
  EventMultiValueHeaders,
  HttpApiRequestEvent,
  RestRequestEvent,
  TokenEvent,
} from './authorizer/authorizer-event.ts';
export type { AuthorizerPolicy, ScopeRules } from './authorizer/policy.ts';
export type { ApiGatewayEvent } from './http/request.ts';
export type { ErrorSummary, Log, RequestLogEntry } from './log.ts';
export { createNotesHandler } from './notes-handler.ts';
export type { NotesHandler } from './notes-handler.ts';
export type { NotesHandlerOptions } from './notes-handler-options.ts';
export type { OperationEvent } from './operations/operations.ts';
