import { AppError } from '../../../shared/errors.ts';
import { noteProblem } from '../../../shared/text-rules.ts';
import { writtenPlace } from '../../domain/next-card/record-place.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { SealedBytes, Vault } from '../../ports/vault.ts';
import { openPacket } from '../records/open-packet.ts';
import { isRecordDamaged } from '../records/set-aside.ts';

/** What every version of such a text bears. */
export const WRITTEN_VERSION = 1;

interface Place {
  readonly kind: 'listening' | 'incident';
  readonly id: string;
  readonly campaign: string;
}

/**
 * Words that a lead or a verifier writes of a call: checked (no health, card, IBAN), then sealed under the campaign's key,
 * because a name slips in easily. AppErrors `written-personal`, `campaign-key-missing`.
 */
export async function sealWritten(
  { vault }: { readonly vault: Pick<Vault, 'sealCall'> },
  { text, ...place }: Place & { readonly text: string },
): Promise<SealedBytes> {
  const problem = noteProblem(text);
  if (problem !== undefined) throw writtenPersonal(problem);
  return vault.sealCall(writtenPlace({ ...place, version: WRITTEN_VERSION }), { note: text, changes: [] });
}

interface SealedWords {
  readonly sealed: SealedBytes | null;
  readonly sealVersion: number;
}

export interface WrittenDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'openCall' | 'openRecord'>;
  readonly clock: Clock;
}

/** The table of each kind of words. */
const TABLES = { listening: 'listening_note', incident: 'incident_entry' } as const;

/** `''` once the person was erased; words that are damaged are told so in their place. AppError `campaign-key-missing`. */
export async function openWritten(
  deps: WrittenDeps,
  { sealed, sealVersion: version, actor, ...place }: Place & SealedWords & { readonly actor: string },
): Promise<string> {
  if (sealed === null) return '';
  const packet = { kind: TABLES[place.kind], subject: place.id, sealed, actor };
  try {
    const open = () => deps.vault.openCall(writtenPlace({ ...place, version }), sealed);
    return (await openPacket(deps, packet, open)).note;
  } catch (error) {
    if (isRecordDamaged(error)) return `[${error.message}]`;
    throw error;
  }
}

function writtenPersonal(message: string): AppError {
  return new AppError({
    code: 'written-personal',
    kind: 'invalid',
    message,
    hint: 'Dites les faits sans nommer le donateur ni rien de sa santé.',
  });
}
