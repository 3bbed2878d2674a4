import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, test } from 'vitest';
import { postgresProgram } from '../../../scripts/demo/servers/postgres-program.ts';

/** Programs that npm cannot bring, and the Debian package of each. */
const PROGRAMS = {
  promtool: { files: ['promtool'], debian: 'prometheus' },
  blackbox: { files: ['prometheus-blackbox-exporter'], debian: 'prometheus-blackbox-exporter' },
  openssl: { files: ['openssl'], debian: 'openssl' },
  pdftoppm: { files: ['pdftoppm'], debian: 'poppler-utils' },
  zbarimg: { files: ['zbarimg'], debian: 'zbar-tools' },
  gpg: { files: ['gpg'], debian: 'gnupg' },
  sshd: { files: ['sshd'], debian: 'openssh-server' },
  ssh: { files: ['ssh'], debian: 'openssh-client' },
  scp: { files: ['scp'], debian: 'openssh-client' },
  plink: { files: ['plink'], debian: 'putty-tools' },
  dbclient: { files: ['dbclient'], debian: 'dropbear-bin' },
  sftp: { files: ['sftp'], debian: 'openssh-client' },
  openpyxl: { files: [], debian: 'python3-openpyxl' },
  icalendar: { files: [], debian: 'python3-icalendar' },
  sipp: { files: ['sipp'], debian: 'sip-tester' },
  // Not in this Debian: a root of its own, made by test/support/telephony/install-pbx.sh.
  asterisk: { files: [], debian: 'asterisk (test/support/telephony/install-pbx.sh)' },
  haproxy: { files: ['haproxy'], debian: 'haproxy' },
  // Not in the PATH: each version has a folder of its own.
  postgres: { files: [], debian: 'postgresql' },
  chromium: { files: ['chromium'], debian: 'chromium' },
  pdftotext: { files: ['pdftotext'], debian: 'poppler-utils' },
} as const;
export type Program = keyof typeof PROGRAMS;

const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/bin'];

/** Path of the program (of Python’s own, where it is a module of it), or undefined where it is not installed. */
export function programPath(program: Program): string | undefined {
  if (program === 'openpyxl' || program === 'icalendar')
    return existsSync(join('/usr/lib/python3/dist-packages', program)) ? '/usr/bin/python3' : undefined;
  if (program === 'asterisk') {
    const root = process.env.PLATEAU_TEST_PBX_DIR ?? '/var/cache/plateau-test-pbx';
    return process.getuid?.() === 0 && existsSync(join(root, 'usr/sbin/asterisk')) ? root : undefined;
  }
  if (program === 'postgres') return postgresProgram();
  for (const file of PROGRAMS[program].files) {
    const found = FOLDERS.map((folder) => join(folder, file)).find((path) => existsSync(path));
    if (found) return found;
  }
  return undefined;
}

/**
 * `describe` for tests that need outside programs. Where one is absent they are skipped, and the name says which
 * Debian package brings it; with CI=true an absent one is a failure.
 */
export function describeWith(...programs: Program[]) {
  const missing = programs.filter((program) => programPath(program) === undefined);
  if (missing.length === 0) return describe;
  const packages = missing.map((program) => PROGRAMS[program].debian).join(', ');
  return (name: string, body: () => void) => {
    if (process.env.CI === 'true') {
      test(`${name}: absent program, install ${packages}`, () => {
        throw new Error(`CI must have: ${packages}`);
      });
      return;
    }
    describe.skip(`${name} (absent: install Debian package ${packages})`, body);
  };
}
