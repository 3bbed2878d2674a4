import { createHmac, createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import { AppError } from '../../shared/errors.ts';
import { openShapeOf, parsedAs } from '../../shared/shape-of.ts';
import { GENESIS_HASH } from '../domain/audit/audit-chain.ts';
import type { AuditHead, KeptHead } from '../ports/kept-head.ts';
import type { KeyRingSetting } from './house-key.ts';
import { createKeyFile, readKeyFile, replaceKeyFile } from './key-files.ts';
import { openSecretsFile } from './secrets-file.ts';

const KEY_BYTES = 32;

interface MarkedHead extends AuditHead {
  /** HMAC-SHA256 of the rest, hexadecimal; absent until the ring has its key. */
  readonly mac?: string | undefined;
}

const HASH = z.string().regex(/^[0-9a-f]{64}$/);
const HEAD = openShapeOf<MarkedHead>({ seq: z.number(), hash: HASH, atMs: z.number(), mac: HASH.optional() });

function markOf({ seq, hash, atMs }: AuditHead, key: KeyObject): Buffer {
  return createHmac('sha256', key).update(`plateau-head-1\n${seq}\n${hash}\n${atMs}\n`).digest();
}

function isMarked(head: MarkedHead, key: KeyObject): boolean {
  return head.mac !== undefined && timingSafeEqual(Buffer.from(head.mac, 'hex'), markOf(head, key));
}

function textOf(head: AuditHead, key: KeyObject | undefined): string {
  const { seq, hash, atMs } = head;
  return `${JSON.stringify({ seq, hash, atMs, mac: key && markOf(head, key).toString('hex') })}\n`;
}

function unreadable(): AppError {
  return new AppError({
    code: 'kept-head-unreadable',
    kind: 'unavailable',
    message: 'La tête du journal gardée dans le trousseau (head.json) ne se lit pas.',
    hint: 'Vérifiez le disque du trousseau ; si la base est la bonne : plateau serve --accept-rollback "motif".',
  });
}

function forged(): AppError {
  return new AppError({
    code: 'kept-head-forged',
    kind: 'conflict',
    message:
      'La tête du journal gardée dans le trousseau (head.json) ne porte pas la marque de cette maison : une autre maison, ou quelqu’un qui n’a pas la phrase secrète, l’a écrite.',
    hint: 'Prévenez le responsable des données avant de servir. Si la base est la bonne : plateau serve --accept-rollback "motif", écrit au journal.',
  });
}

/** `head.json` of the key ring: a number and a hash, no secret. It is there because a restored data folder leaves it in place. */
export function openKeptHead(setting: KeyRingSetting): KeptHead {
  const file = join(setting.keysDir, 'head.json');
  const secrets = openSecretsFile(setting);
  let known: KeyObject | undefined;
  /** Unlocked once in a process: it opens nothing, and the head is written every minute. */
  const keyOfRing = async () => {
    const key = known ? undefined : await secrets.headKey();
    if (key) known = createSecretKey(key);
    key?.fill(0);
    return known;
  };
  return {
    read: async () => {
      const bytes = await readKeyFile(file);
      if (!bytes) return undefined;
      const head = parsedAs(Buffer.from(bytes).toString('utf8'), HEAD);
      if (!head) throw unreadable();
      const key = await keyOfRing();
      if (key && !isMarked(head, key)) throw forged();
      const { seq, hash, atMs } = head;
      return { seq, hash, atMs };
    },
    begin: () => createKeyFile(file, textOf({ seq: 0, hash: GENESIS_HASH, atMs: 0 }, undefined)),
    write: async (head) => replaceKeyFile(file, textOf(head, await keyOfRing())),
    writeMarked: async (head) => {
      const key = await keyOfRing();
      if (key) return replaceKeyFile(file, textOf(head, key));
      const made = randomBytes(KEY_BYTES);
      // In this order: cut in between, the ring has no key yet, and a mark is not asked for.
      await replaceKeyFile(file, textOf(head, createSecretKey(made)));
      await secrets.addHeadKey(made);
      made.fill(0);
    },
  };
}
