import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The sealed outcomes that a workstation keeps in its folder. */
export function outcomeFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => path.endsWith('.pgp'));
}

/** The bytes kept for that call, as they go to the server. */
export function sealedOutcome(folder: string, callId: string): string {
  const file = outcomeFiles(folder).find((path) => path.includes(callId));
  return readFileSync(file!).toString('base64');
}
