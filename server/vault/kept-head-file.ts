import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import type { AuditHead, KeptHead } from '../ports/kept-head.ts';
import { readKeyFile, replaceKeyFile } from './key-files.ts';

function isHead(value: unknown): value is AuditHead {
  const head = value as Partial<AuditHead> | null;
  return (
    typeof head?.seq === 'number' && typeof head.atMs === 'number' && /^[0-9a-f]{64}$/.test(head.hash ?? '')
  );
}

function unreadable(cause?: unknown): AppError {
  return new AppError({
    code: 'kept-head-unreadable',
    kind: 'unavailable',
    message: 'La tête du journal gardée dans le trousseau (head.json) ne se lit pas.',
    hint: 'Vérifiez le disque du trousseau ; si la base est la bonne : plateau serve --accept-rollback "motif".',
    cause,
  });
}

/** `head.json` of the key ring: a number and a hash, no secret. It is there because a restored data folder leaves it in place. */
export function openKeptHead(keysDir: string): KeptHead {
  const file = join(keysDir, 'head.json');
  return {
    read: async () => {
      const bytes = await readKeyFile(file);
      if (!bytes) return undefined;
      let value: unknown;
      try {
        value = JSON.parse(Buffer.from(bytes).toString('utf8'));
      } catch (error) {
        throw unreadable(error);
      }
      if (!isHead(value)) throw unreadable();
      return value;
    },
    write: (head) => replaceKeyFile(file, `${JSON.stringify(head)}\n`),
  };
}
