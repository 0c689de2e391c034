import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The files of a certificate and of its private key, in PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/**
 * A certificate that the emulator makes for the host names of the issuers it plays, signed by itself.
 * @param programs where the emulator's Python is
 * @param temporary where to keep it
 */
export function createCertificate(programs: string, temporary: string): Certificate {
  const script = 'from ministack.core import tls; print(*tls.resolve_tls_material(), sep="\\n")';
  const { error, status, stdout, stderr } = spawnSync(join(programs, 'python'), ['-c', script], {
    encoding: 'utf8',
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', TMPDIR: temporary },
  });
  if (status !== 0) {
    throw new Error(`openssl is needed. On Debian: apt-get install openssl\n${error?.message ?? stderr}`);
  }
  const [cert = '', key = ''] = stdout.trim().split('\n');
  return { cert, key };
}
