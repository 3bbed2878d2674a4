import type { CallEffect } from '../../domain/call/call-result.ts';
import type { DonorPhone, RecordContent } from '../../domain/donor.ts';
import { recordPlace } from '../../domain/next-card/record-place.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { SealedBytes, Vault } from '../../ports/vault.ts';

/** All that had to be awaited before the transaction. */
export interface Sealed {
  readonly call: SealedBytes;
  readonly callVersion: number;
  /** The record's new content under the next version; undefined when nothing personal changed. */
  readonly record: { readonly sealed: SealedBytes; readonly version: number } | undefined;
  /** Blind indexes of the donor's present numbers, when they were corrected. */
  readonly phoneBlinds: readonly string[] | undefined;
  /** Blind indexes that an objection blocks: donor, numbers as they were and as they are. */
  readonly objectionBlinds: readonly string[];
}

export interface SealQuestion {
  readonly row: RecordRow;
  readonly content: RecordContent;
  readonly effect: CallEffect;
  readonly charity: string;
}

/** A call's sealed part is written once: its version never moves. */
const CALL_VERSION = 1;

/** Seals what the outcome changed and makes the blind indexes it needs; writes nothing. */
export async function sealEffect(
  vault: Pick<Vault, 'sealRecord' | 'sealCall' | 'blind'>,
  { row, content, effect, charity }: SealQuestion,
): Promise<Sealed> {
  const version = row.version + 1;
  const place = {
    campaign: row.campaign,
    kind: 'call',
    id: effect.receipt.callId,
    version: CALL_VERSION,
  } as const;
  const blindsOf = (phones: readonly DonorPhone[]) =>
    Promise.all(phones.map((phone) => vault.blind(charity, 'phone', phone.e164)));
  const present = effect.content ?? content;
  return {
    call: await vault.sealCall(place, effect.callContent),
    callVersion: CALL_VERSION,
    record: effect.content && {
      sealed: await vault.sealRecord(recordPlace({ ...row, version }), effect.content),
      version,
    },
    phoneBlinds: effect.phonesChanged ? await blindsOf(present.donor.phones) : undefined,
    objectionBlinds: effect.suppress
      ? [row.donorBlind, ...(await blindsOf([...content.donor.phones, ...present.donor.phones]))]
      : [],
  };
}
