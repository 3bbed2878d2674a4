import { readdir } from 'node:fs/promises';
import type { Party } from '../ports/rows/party-keys.ts';
import { isErrno, type KeyPaths, readKeyText } from './key-files.ts';

async function codesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  }
}

/** Where the public key of a party lies. */
export function partyFile(paths: KeyPaths, { kind, code }: Party): string {
  if (kind === 'officer') return paths.officer;
  return kind === 'charity' ? paths.charity(code).public : paths.supplier(code);
}

interface HeldKey extends Party {
  readonly armoured: string;
}

/** The public keys that were registered: those of the charities, then those of the suppliers. */
export async function partnerKeys(paths: KeyPaths): Promise<readonly HeldKey[]> {
  const parties: readonly Party[] = [
    ...(await codesIn(paths.charities)).map((code) => ({ kind: 'charity', code }) as const),
    ...(await codesIn(paths.suppliers)).map((code) => ({ kind: 'supplier', code }) as const),
  ];
  const found = await Promise.all(
    parties.map(async (party) => ({ ...party, armoured: await readKeyText(partyFile(paths, party)) })),
  );
  return found.flatMap(({ armoured, ...party }) => (armoured === undefined ? [] : [{ ...party, armoured }]));
}
