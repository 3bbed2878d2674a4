import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { isAppError } from '../../shared/errors.ts';
import type { OwnPartyKey, PartyKeys } from '../ports/keys/party-keys.ts';
import { OFFICER, type Party, type PartyKeyRow } from '../ports/rows/party-keys.ts';
import type { Secrets } from '../ports/secrets.ts';
import { type KeyPaths, keyPaths, readKeyText, replaceKeyFile } from './key-files.ts';
import { partnerKeys, partyFile } from './partner-keys.ts';

/** Beside the key: its number, when it was noted, and the SHA-256 of the key that both are of. */
function toldFile(paths: KeyPaths, party: Party): string {
  return join(dirname(partyFile(paths, party)), 'public.told');
}

const TOLD = /^(\d{1,15}) (\d{1,15}) ([0-9a-f]{64})\n$/;

function sha256(armoured: string): string {
  return createHash('sha256').update(armoured).digest('hex');
}

async function held(paths: KeyPaths, party: Party): Promise<OwnPartyKey> {
  const armoured = (await readKeyText(partyFile(paths, party))) ?? '';
  const told = TOLD.exec((await readKeyText(toldFile(paths, party))) ?? '');
  return {
    armoured,
    number: Number(told?.[1] ?? 0),
    notedAtMs: Number(told?.[2] ?? 0),
    isNew: armoured !== '' && sha256(armoured) !== told?.[3],
  };
}

/** A packet put in another's place, or under another number, opens nothing. */
function nameOf({ kind, code, number, notedAtMs }: Omit<PartyKeyRow, 'packet'>): string {
  return `party key ${JSON.stringify([kind, code, number, notedAtMs])}`;
}

/** `secrets` are those of the same ring. What was opened once is remembered: each opening unlocks a key of the ring. */
export function openPartyKeys(keysDir: string, secrets: Pick<Secrets, 'seal' | 'open'>): PartyKeys {
  const paths = keyPaths(keysDir);
  const opened = new Map<string, { readonly packet: string; readonly armoured: string | undefined }>();
  const openNow = async (row: PartyKeyRow): Promise<string | undefined> => {
    try {
      const clear = await secrets.open(nameOf(row), Buffer.from(row.packet, 'base64'));
      return Buffer.from(clear).toString('utf8');
    } catch (error) {
      if (isAppError(error) && error.code === 'key-file-damaged') return undefined;
      throw error;
    }
  };
  return {
    parties: async () => {
      const partners = (await partnerKeys(paths)).map(({ kind, code }) => ({ kind, code }));
      return (await readKeyText(paths.officer)) === undefined ? partners : [...partners, OFFICER];
    },
    held: (party) => held(paths, party),
    lay: async (party, { armoured, number, notedAtMs }) => {
      await replaceKeyFile(partyFile(paths, party), armoured);
      await replaceKeyFile(toldFile(paths, party), `${number} ${notedAtMs} ${sha256(armoured)}\n`);
    },
    seal: async ({ armoured, ...named }) => {
      const { kind, code, number, notedAtMs } = named;
      const sealed = await secrets.seal(nameOf(named), Buffer.from(armoured));
      return { kind, code, number, notedAtMs, packet: Buffer.from(sealed).toString('base64') };
    },
    open: async (row) => {
      const name = nameOf(row);
      const known = opened.get(`${row.kind} ${row.code}`);
      if (known?.packet === `${name} ${row.packet}`) return known.armoured;
      const armoured = await openNow(row);
      opened.set(`${row.kind} ${row.code}`, { packet: `${name} ${row.packet}`, armoured });
      return armoured;
    },
  };
}
