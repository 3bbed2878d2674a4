import { AppError } from '../../../shared/errors.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreReader } from '../../ports/store.ts';

/** AppError `record-unknown`. */
export async function knownRecord(rows: StoreReader, id: number): Promise<RecordRow> {
  const row = await rows.records.byId(id);
  if (row) return row;
  throw new AppError({
    code: 'record-unknown',
    kind: 'not-found',
    message: 'Cette fiche n’existe pas ou plus.',
    hint: 'Demandez la fiche suivante.',
  });
}

/** AppError `call-unknown`. */
export async function knownCall(rows: StoreReader, callId: string): Promise<CallRow> {
  const call = await rows.calls.byId(callId);
  if (call) return call;
  throw new AppError({
    code: 'call-unknown',
    kind: 'not-found',
    message: 'Cet appel n’existe pas ou plus.',
    hint: 'Vérifiez l’identifiant de l’appel.',
  });
}
