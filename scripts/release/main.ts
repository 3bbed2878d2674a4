// One archive for a Debian or Ubuntu server: `npm run release -- [--out DIR] [--sign KEY]`.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const ROOT = resolve(import.meta.dirname, '..', '..');
/** What the program is at run time, beside its packages: no source but what is read as a file. */
const SHIPPED = [
  'bin',
  'dist',
  'deploy',
  'docs',
  'README.md',
  'package.json',
  'package-lock.json',
  'scripts/setup/setup.exemple.yaml',
  'server/campaigns',
] as const;

const run = (file: string, args: readonly string[], cwd: string) =>
  execFileSync(file, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 26,
  });

/** The program and its production packages, as the lock says them, in a folder of its own. */
function lay(folder: string): void {
  for (const name of SHIPPED) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  cpSync(join(ROOT, '.npmrc'), join(folder, '.npmrc'));
  run('npm', ['ci', '--omit=dev'], folder);
  rmSync(join(folder, '.npmrc'));
  // From the lock alone: what is named is what was pinned.
  const sbom = run('npm', ['sbom', '--package-lock-only', '--omit=dev', '--sbom-format=cyclonedx'], folder);
  writeFileSync(join(folder, 'sbom.cdx.json'), sbom);
}

/** Names in order, owners and times of nobody: the same tree gives the same archive. */
function pack(folder: string, archive: string): void {
  const same = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=2026-01-01T00:00:00Z'];
  run('tar', [...same, '-czf', archive, basename(folder)], resolve(folder, '..'));
}

function seal(archive: string, signer: string | undefined): readonly string[] {
  const hash = createHash('sha256').update(readFileSync(archive)).digest('hex');
  writeFileSync(`${archive}.sha256`, `${hash}  ${basename(archive)}\n`);
  if (signer === undefined) return [archive, `${archive}.sha256`];
  run('gpg', ['--batch', '--yes', '--local-user', signer, '--armor', '--detach-sign', archive], ROOT);
  return [archive, `${archive}.sha256`, `${archive}.asc`];
}

function release(): readonly string[] {
  const options = { out: { type: 'string', default: 'release' }, sign: { type: 'string' } } as const;
  const { values } = parseArgs({ options });
  const { npm_package_version: version } = process.env;
  if (version === undefined) throw new Error('npm run release: npm says which version this is');
  const name = `plateau-${version}`;
  const out = resolve(values.out);
  const staging = mkdtempSync(join(tmpdir(), 'plateau-archive-'));
  try {
    mkdirSync(out, { recursive: true });
    mkdirSync(join(staging, name));
    lay(join(staging, name));
    const archive = join(out, `${name}-linux-${process.arch}.tar.gz`);
    pack(join(staging, name), archive);
    return seal(archive, values.sign);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

for (const path of release()) process.stdout.write(`${path}\n`);
