import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PackageFacts } from '../domain/house/machine-facts.ts';

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly dev?: boolean;
  readonly link?: boolean;
}
type Lock = Readonly<Record<string, LockedPackage>>;

/** The nearest folder above that holds a lock file: the product's own, whether it runs from its sources or its bundle. */
function programFolder(from: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    if (existsSync(join(at, 'package-lock.json'))) return at;
    if (at === dirname(at)) return undefined;
  }
}

async function lockOf(file: string): Promise<Lock | undefined> {
  try {
    return (JSON.parse(await readFile(file, 'utf8')) as { readonly packages?: Lock }).packages;
  } catch {
    // Absent or not one of npm's: nothing can be compared, and the caller says so.
    return undefined;
  }
}

async function versionIn(folder: string): Promise<string | undefined> {
  return readFile(join(folder, 'package.json'), 'utf8').then(
    (text) => (JSON.parse(text) as { readonly version?: string }).version,
    () => undefined,
  );
}

/**
 * Compares each installed package with the lock file: its own version, and the archive's hash that npm wrote down when it
 * installed it. It does not hash the files: npm keeps the archive's hash only. Null where there is no lock file, or nothing that
 * npm installed. Packages left out on purpose (optional, development) may be absent.
 */
export async function installedPackages(from: string): Promise<PackageFacts | null> {
  const root = programFolder(from);
  const locked = root && (await lockOf(join(root, 'package-lock.json')));
  const noted = root && (await lockOf(join(root, 'node_modules', '.package-lock.json')));
  if (!root || !locked || !noted) return null;
  const missing: string[] = [];
  const different: string[] = [];
  let compared = 0;
  for (const [path, one] of Object.entries(locked)) {
    if (path === '' || one.link) continue;
    const name = path.replace(/^.*node_modules\//, '');
    const version = await versionIn(join(root, path));
    if (version === undefined) {
      if (!one.optional && !one.dev) missing.push(name);
      continue;
    }
    compared += 1;
    if (version !== one.version || noted[path]?.integrity !== one.integrity) different.push(name);
  }
  return { compared, missing, different };
}
