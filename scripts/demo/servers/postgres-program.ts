import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Debian's: each version has a folder of its own, outside the PATH. */
const VERSIONS = '/usr/lib/postgresql';

/** The newest PostgreSQL of the machine, or undefined. */
export function postgresProgram(): string | undefined {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((one) => join(VERSIONS, one, 'bin', 'postgres')).find((path) => existsSync(path));
}

/** @throws Error where it is not installed. */
export function requirePostgres(): string {
  const program = postgresProgram();
  if (!program) throw new Error('install the Debian package postgresql');
  return program;
}
