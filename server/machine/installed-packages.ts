import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { parsedAs } from '../../shared/shape-of.ts';
import type { PackageFacts } from '../domain/house/machine-facts.ts';

/** Of a lock file of npm, and of a package's own file: what is compared. */
const LOCK = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      integrity: z.string().optional(),
      optional: z.boolean().optional(),
      dev: z.boolean().optional(),
      link: z.boolean().optional(),
    }),
  ),
});
const PACKAGE = z.object({ version: z.string().optional() });
type Lock = z.output<typeof LOCK>['packages'];

/** The nearest folder above that holds a lock file: the product's own, whether it runs from its sources or its bundle. */
function programFolder(from: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    if (existsSync(join(at, 'package-lock.json'))) return at;
    if (at === dirname(at)) return undefined;
  }
}

/** Absent or not one of npm's: nothing can be compared, and the caller says so. */
async function lockOf(file: string): Promise<Lock | undefined> {
  return readFile(file, 'utf8').then(
    (text) => parsedAs(text, LOCK)?.packages,
    () => undefined,
  );
}

async function versionIn(folder: string): Promise<string | undefined> {
  return readFile(join(folder, 'package.json'), 'utf8').then(
    (text) => parsedAs(text, PACKAGE)?.version,
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
