import { AppError } from '../../shared/errors.ts';
import type { DeskOpening, DeskReceipt } from '../ports/desk.ts';
import type { LeaseRow } from '../ports/rows/leases.ts';
import type { RecordRow } from '../ports/rows/records.ts';
import type { StoreReader } from '../ports/store.ts';
import { leaseLost } from '../steps/records/renew-lease.ts';

type Asked = Pick<DeskOpening, 'agent' | 'callId' | 'requestHash'>;

interface Called {
  readonly kind: 'called';
  readonly lease: LeaseRow;
  readonly record: RecordRow;
}

/** The call that an outcome is about, or its first receipt. AppErrors `outcome-differs`, `lease-lost`. */
export async function calledOrReceipt(rows: StoreReader, asked: Asked): Promise<Called | DeskReceipt> {
  // An outcome ends the lease with it: while that stands, none was recorded.
  const leased = await rows.records.leasedForCall(asked.callId);
  const receipt = leased ? undefined : await firstReceipt(rows, asked);
  if (receipt) return receipt;
  const called = leased ?? (await givenBack(rows, asked.callId));
  if (called?.lease.agent !== asked.agent.id) throw leaseLost();
  return { kind: 'called', ...called };
}

/** The receipt of the first recording, for the same content only. */
async function firstReceipt(
  rows: StoreReader,
  { agent, callId, requestHash }: Asked,
): Promise<DeskReceipt | undefined> {
  const call = await rows.calls.byId(callId);
  if (!call) return undefined;
  if (call.requestHash === requestHash && call.agent === agent.id)
    return { kind: 'receipt', receipt: call.receipt };
  throw new AppError({
    code: 'outcome-differs',
    kind: 'conflict',
    message: 'Cet appel est déjà enregistré avec une autre qualification.',
    hint: 'La première reste : demandez la fiche suivante, et une correction à votre chef d’équipe si besoin.',
  });
}

/** A card whose lease ran out, if nobody was served it since. */
async function givenBack(rows: StoreReader, callId: string): Promise<Omit<Called, 'kind'> | undefined> {
  const lease = await rows.records.endedLease(callId);
  const record = lease && (await rows.records.byId(lease.recordId));
  return record && { lease, record };
}
