import { AppError } from '../../../shared/errors.ts';
import { noteProblem } from '../../../shared/text-rules.ts';
import { writtenPlace } from '../../domain/next-card/record-place.ts';
import type { SealedBytes, Vault } from '../../ports/vault.ts';

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

/** `''` once the person was erased. AppError `campaign-key-missing`. */
export async function openWritten(
  { vault }: { readonly vault: Pick<Vault, 'openCall'> },
  { sealed, sealVersion: version, ...place }: Place & SealedWords,
): Promise<string> {
  if (sealed === null) return '';
  return (await vault.openCall(writtenPlace({ ...place, version }), sealed)).note;
}

function writtenPersonal(message: string): AppError {
  return new AppError({
    code: 'written-personal',
    kind: 'invalid',
    message,
    hint: 'Dites les faits sans nommer le donateur ni rien de sa santé.',
  });
}
