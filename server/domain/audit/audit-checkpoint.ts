import * as z from 'zod';
import { parsedAs } from '../../../shared/shape-of.ts';
import { type CivilDate, zoned } from '../../../shared/time.ts';
import { GENERATOR } from '../delivery/delivery-manifest.ts';

/** Bumped when a key of the checkpoint changes its name or meaning. */
const CHECKPOINT_VERSION = 'plateau-journal-1';

export interface CheckpointFacts {
  readonly day: CivilDate;
  readonly seq: number;
  readonly hash: string;
  readonly atMs: number;
  readonly houseFingerprint: string;
  /** SHA-256 of the checkpoint before, '' for the first: one left out shows. */
  readonly previousSha256: string;
}

/** The checkpoint of a day: JSON with French keys, for whoever audits us. Equal facts give equal text; no donor in it. */
export function auditCheckpoint(facts: CheckpointFacts): string {
  const body = {
    version: CHECKPOINT_VERSION,
    jour: facts.day,
    entrees: facts.seq,
    tete: facts.hash,
    etabli_le: zoned(facts.atMs).toString({ timeZoneName: 'never', fractionalSecondDigits: 3 }),
    sha256_point_precedent: facts.previousSha256,
    empreinte_cle_prestataire: facts.houseFingerprint,
    generateur: GENERATOR,
  };
  return `${JSON.stringify(body, null, 2)}\n`;
}

/** Of all it says, what is compared. */
const CLAIMED = z.object({
  version: z.literal(CHECKPOINT_VERSION),
  jour: z.string(),
  entrees: z.int(),
  tete: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What a checkpoint claims; undefined for a text that is none. */
export function readCheckpoint(
  body: string,
): { readonly day: CivilDate; readonly seq: number; readonly hash: string } | undefined {
  const claimed = parsedAs(body, CLAIMED);
  return claimed && { day: claimed.jour, seq: claimed.entrees, hash: claimed.tete };
}

/** Its names on the drop, in the order they arrive: the checkpoint last. */
export function checkpointNames(day: CivilDate): { readonly signature: string; readonly body: string } {
  const body = `JOURNAL_${day.replaceAll('-', '')}.json`;
  return { signature: `${body}.asc`, body };
}
