export { runCase, runContract } from './bridge.ts';
export type { Closable, ContractOptions, TestFramework } from './bridge.ts';
export { applicableCases } from './contract.ts';
export type { ContractCase, ContractSuite } from './contract.ts';
export { httpApiContract } from './http-api/suite.ts';
export type { HttpApiCaller, HttpApiCapability, HttpApiCase, HttpApiSubject } from './http-api/subject.ts';
export { noteRepositoryContract } from './note-repository/suite.ts';
export type {
  Damage,
  NoteRepositoryCapability,
  NoteRepositoryCase,
  NoteRepositorySubject,
  Outage,
} from './note-repository/subject.ts';
export { TestClock } from './test-clock.ts';
export { startTestServer } from './test-server.ts';
export type { TestServer } from './test-server.ts';
export {
  createKeyFor,
  createTestKey,
  eddsa,
  es256,
  forgeToken,
  hs256,
  ps256,
  rs256,
  rs512,
  signerFor,
  testKey,
  unsigned,
} from './token-validator/forge.ts';
export type { Signer, TestAlgorithm, TestKey, TestKeySet, TokenPart } from './token-validator/forge.ts';
export { tokenValidatorContract } from './token-validator/suite.ts';
export type {
  TokenValidatorCapability,
  TokenValidatorCase,
  TokenValidatorSubject,
  TokenWorld,
} from './token-validator/subject.ts';
