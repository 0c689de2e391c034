import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { installPythonPackages } from '@notes/test-kit';
import { PATH } from './ministack.ts';

const workspace = resolve(import.meta.dirname, '../../..');

/** Every front door, and the options that add resources. */
const CONTEXTS: readonly (readonly string[])[] = [
  [],
  ['integration=mapped', 'allowedOrigins=https://notes.example.com'],
  ['authorizer=cognito'],
  ['authorizer=cognito', 'integration=mapped'],
  ['gateway=http', 'authorizer=jwt', 'allowedOrigins=https://notes.example.com'],
  ['gateway=http', 'readScopes=notes/read', 'writeScopes=notes/write'],
  [
    'waf=true',
    'tableKey=customer',
    'alarmEmail=operations@example.com',
    'authorizerConcurrency=5',
    'notesConcurrency=5',
    'domainName=api.example.com',
    'certificateArn=arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000',
    'hostedZoneId=Z0123456789ABCDEFGHIJ',
    'hostedZoneName=example.com',
    'webDomainName=notes.example.com',
    'webCertificateArn=arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000001',
  ],
  ['mfa=required', 'web=false'],
  ['ephemeral=true', 'passwordAuth=true'],
];

// W3005: the CDK writes down dependencies that a reference implies already.
const IGNORED = 'W3005';

function run(program: string, args: readonly string[], cwd: string): boolean {
  const env = { PATH, HOME: tmpdir(), CI: 'true', NO_COLOR: '1', CDK_DISABLE_CLI_TELEMETRY: 'true' };
  return spawnSync(program, args, { cwd, stdio: 'inherit', env }).status === 0;
}

/** Synthesizes one deployment and lints its templates. */
function lint(cfnLint: string, context: readonly string[]): boolean {
  const assembly = mkdtempSync(join(tmpdir(), 'notes-templates-'));
  try {
    const values = context.flatMap((value) => ['--context', value]);
    const cdk = [
      join(workspace, 'node_modules/.bin/cdk'),
      '--no-notices',
      'synth',
      '--quiet',
      '--output',
      assembly,
    ];
    if (!run(process.execPath, [...cdk, ...values], join(workspace, 'apps/infra'))) return false;
    const templates = globSync('*.template.json', { cwd: assembly });
    if (templates.length === 0) throw new Error('There is no template to lint.');
    const options = ['--regions', 'us-east-1', '--ignore-checks', IGNORED, '--template'];
    return run(cfnLint, [...options, ...templates], assembly);
  } finally {
    rmSync(assembly, { recursive: true, force: true });
  }
}

try {
  const programs = installPythonPackages(
    join(workspace, 'tmp/cfn-lint'),
    resolve(import.meta.dirname, '../requirements-cfn-lint.txt'),
  );
  const verdicts = CONTEXTS.map((context) => {
    console.log(`\n${context.join(' ') || 'the default'}`);
    return lint(join(programs, 'cfn-lint'), context);
  });
  const failed = verdicts.filter((passed) => !passed).length;
  console.log(`\nTests: ${verdicts.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
