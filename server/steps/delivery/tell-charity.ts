import { civilDate } from '../../../shared/time.ts';
import type { UrgentFact } from '../../domain/delivery/urgent-file.ts';
import type { Donor } from '../../domain/donor.ts';
import type { PersonRequestKind, PersonRequestRow } from '../../ports/rows/persons.ts';
import { type OpenDeps, openRecord, openRequestMark } from '../records/open-record.ts';
import { isRecordDamaged } from '../records/set-aside.ts';

const ASKED: Readonly<Record<PersonRequestKind, string>> = {
  access: 'Demande d’accès',
  rectification: 'Demande de rectification',
  objection: 'Opposition',
  erasure: 'Demande d’effacement',
};

const STATE = { open: 'en cours', done: 'faite ici', refused: 'non suivie ici' } as const;

/** A person's requests as lines of the urgent file, which the charity must answer and carry out on its side too. */
export async function personFacts(
  deps: OpenDeps,
  requests: readonly PersonRequestRow[],
  why: { readonly actor: string; readonly reason: string },
): Promise<readonly UrgentFact[]> {
  const facts: UrgentFact[] = [];
  for (const request of requests) {
    const [recordId] = await deps.store.read((rows) => rows.persons.recordsOf(request.id));
    if (recordId === undefined) continue;
    const donor = await donorOf(deps, recordId, why);
    if (!donor) continue;
    facts.push({
      call: {
        callId: request.id,
        disposition: request.kind === 'objection' ? 'OP_TEL' : 'OP_DROITS',
        endedAtMs: request.receivedAtMs,
      },
      donor,
      note: `${ASKED[request.kind]}, reçue le ${civilDate(request.receivedAtMs)}, ${STATE[request.state]}`,
    });
  }
  return facts;
}

/** Undefined while something of it does not open: the charity is told once it is back. */
async function donorOf(
  deps: OpenDeps,
  recordId: number,
  why: { readonly actor: string; readonly reason: string },
): Promise<Donor | undefined> {
  try {
    const { donor } = (await openRecord(deps, { recordId, ...why })).content;
    return { ...donor, donorId: donor.donorId || (await erasedDonorId(deps, recordId, why)) };
  } catch (error) {
    if (isRecordDamaged(error)) return undefined;
    throw error;
  }
}

/** An erased record names nobody: the erasure's own mark does, until the charity is told. */
async function erasedDonorId(
  deps: OpenDeps,
  recordId: number,
  why: { readonly actor: string; readonly reason: string },
): Promise<string> {
  const erasure = (await deps.store.read((rows) => rows.persons.ofRecord(recordId))).find(
    (one) => one.kind === 'erasure' && one.sealed !== null,
  );
  return erasure ? (await openRequestMark(deps, { ...why, request: erasure })).note : '';
}
