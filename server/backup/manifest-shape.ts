import * as z from 'zod';
import { openShapeOf } from '../../shared/shape-of.ts';
import type { BackupEntry, BackupManifest } from '../domain/purge/backup-manifest.ts';

const count = z.int().min(0);

/** Backups outlive versions: a manifest of a later one is read for what it says here. */
export const BACKUP_MANIFEST = openShapeOf<BackupManifest>({
  format: z.literal('plateau-backup-1'),
  createdAtMs: z.int(),
  tool: z.string(),
  schemaVersion: count,
  tables: z.array(z.object({ table: z.string(), rows: count })),
  campaigns: z.array(z.object({ code: z.string(), records: count })),
  auditHead: z.object({ seq: count, hash: z.string() }),
  position: z.string().optional(),
  entries: z.array(openShapeOf<BackupEntry>({ path: z.string(), bytes: count, sha256: z.string() })),
  name: z.string(),
  recipients: z.array(z.string()),
  sealed: z.object({ bytes: count, sha256: z.string() }),
  tookMs: z.number(),
});
