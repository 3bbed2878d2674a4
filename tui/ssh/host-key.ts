import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ParsedKey } from 'ssh2';
import ssh2 from 'ssh2';
import { AppError } from '../../shared/errors.ts';
import { sshFingerprint } from '../../shared/ssh-fingerprint.ts';

export interface HostKey {
  /** OpenSSH private key text. */
  readonly private: string;
  /** `SHA256:…`, what agents compare at their first connection. */
  readonly fingerprint: string;
}

const TRIES = 20;

/** One key, or undefined when it cannot be read. */
export function parseOne(text: string): ParsedKey | undefined {
  const parsed = ssh2.utils.parseKey(text);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  return key instanceof Error ? undefined : key;
}

/** ssh2 spoils one ed25519 pair in 256 (mscdex/ssh2#1513): such a pair is thrown away and another made. */
function makeKey(): string {
  for (let tried = 0; tried < TRIES; tried++) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519');
    if (parseOne(pair.private) && parseOne(pair.public)) return pair.private;
  }
  return assert.fail('ssh2 makes no readable key');
}

function refused(code: string, message: string, hint: string): AppError {
  return new AppError({ code, kind: 'unavailable', message, hint });
}

/**
 * The host's ed25519 key: made once (0600), the same ever after. AppErrors `host-key-exposed` when others may read the
 * file, `host-key-unreadable` when it holds something else: agents would be told of another host, so nothing is replaced.
 */
export function openHostKey(file: string): HostKey {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, makeKey(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  if ((statSync(file).mode & 0o077) !== 0) {
    throw refused(
      'host-key-exposed',
      'La clé de l’hôte SSH est lisible par d’autres que le serveur.',
      'Si personne ne l’a lue, remettez-la en 0600 (chmod) ; sinon supprimez-la : une nouvelle sera faite.',
    );
  }
  const text = readFileSync(file, 'utf8');
  const key = parseOne(text);
  if (key?.type === 'ssh-ed25519' && key.isPrivateKey())
    return { private: text, fingerprint: sshFingerprint(key.getPublicSSH()) };
  throw refused(
    'host-key-unreadable',
    'Le fichier de la clé de l’hôte SSH est abîmé.',
    'Remettez-le depuis une sauvegarde ; sinon supprimez-le : une nouvelle clé sera faite, à annoncer à chacun.',
  );
}
