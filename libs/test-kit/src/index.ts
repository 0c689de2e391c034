export { DynamoDbEmulator, EMULATOR_ACCESS, createTable } from './dynamodb-emulator.ts';
export type { TableSchema } from './dynamodb-emulator.ts';
export { freePort } from './free-port.ts';
export { installNpmPackages, installPythonPackages } from './install.ts';
export type { NpmInstallation } from './install.ts';
export { ENDING_SIGNALS, runProgram, runWithLoopbackOnly } from './run-program.ts';
export type { RunOptions } from './run-program.ts';
