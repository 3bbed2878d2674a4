import { join } from 'node:path';
import * as z from 'zod';
import { AppError } from '../../shared/errors.ts';
import { openShapeOf, parsedAs } from '../../shared/shape-of.ts';
import type { AuditHead, KeptHead } from '../ports/kept-head.ts';
import { readKeyFile, replaceKeyFile } from './key-files.ts';

const HEAD = openShapeOf<AuditHead>({
  seq: z.number(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  atMs: z.number(),
});

function unreadable(): AppError {
  return new AppError({
    code: 'kept-head-unreadable',
    kind: 'unavailable',
    message: 'La tête du journal gardée dans le trousseau (head.json) ne se lit pas.',
    hint: 'Vérifiez le disque du trousseau ; si la base est la bonne : plateau serve --accept-rollback "motif".',
  });
}

/** `head.json` of the key ring: a number and a hash, no secret. It is there because a restored data folder leaves it in place. */
export function openKeptHead(keysDir: string): KeptHead {
  const file = join(keysDir, 'head.json');
  return {
    read: async () => {
      const bytes = await readKeyFile(file);
      if (!bytes) return undefined;
      const head = parsedAs(Buffer.from(bytes).toString('utf8'), HEAD);
      if (!head) throw unreadable();
      return head;
    },
    write: (head) => replaceKeyFile(file, `${JSON.stringify(head)}\n`),
  };
}
