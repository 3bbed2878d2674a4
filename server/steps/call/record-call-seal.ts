import type { CallEffect } from '../../domain/call/call-result.ts';
import type { DonorPhone, RecordContent } from '../../domain/donor.ts';
import { recordPlace } from '../../domain/next-card/record-place.ts';
import type { SealedEffect } from '../../ports/desk.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { Vault } from '../../ports/vault.ts';

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
): Promise<SealedEffect> {
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
