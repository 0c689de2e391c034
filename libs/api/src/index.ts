export { gatewayResponses } from './gateway-responses.ts';
export type { GatewayResponse, GatewayResponseType } from './gateway-responses.ts';
export type { MappedOperation } from './mapping-templates.ts';
export { MODELS } from './models.ts';
export type { Model, ModelName } from './models.ts';
export { openApiDocument } from './openapi/document.ts';
export type { OpenApiOptions } from './openapi/document.ts';
export type {
  Example,
  Header,
  JsonSchema,
  MediaType,
  OpenApiDocument,
  OpenApiOperation,
  Parameter,
  PathItem,
  Reference,
  RequestBody,
  Response,
  Server,
} from './openapi/types.ts';
export { isOrigin } from './origin.ts';
export { problemDetails } from './problem-schema.ts';
export { PROBLEMS, PROBLEM_CONTENT_TYPE, problem } from './problems.ts';
export type { Problem, ProblemCode, ProblemError, ProblemType } from './problems.ts';
export { EXPOSED_HEADERS, describeRestApi } from './rest-api.ts';
export type {
  HttpMethod,
  IntegrationResponse,
  MappedIntegration,
  Operation,
  ProxyIntegration,
  RestApi,
  RestApiOptions,
  Route,
} from './rest-api.ts';
export {
  createNoteBody,
  createdNote,
  listNotesQuery,
  notePage,
  replaceNoteBody,
  wireNote,
} from './schemas.ts';
export type { WireNote } from './schemas.ts';
export {
  WEB_ASSETS_PATH,
  WEB_TRUSTED_TYPES_POLICY,
  contentSecurityPolicy,
  webCacheControl,
  webSecurityHeaders,
} from './web-headers.ts';
export type { ContentSecurityPolicyOptions, WebSecurityHeadersOptions } from './web-headers.ts';
