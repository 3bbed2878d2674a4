import type { Corrections } from '../../../shared/call-outcome.ts';
import { AppError } from '../../../shared/errors.ts';
import { correctDonor } from '../../domain/call/call-result-corrections.ts';
import { callingArea } from '../../domain/calling-rules/calling-area.ts';
import type { CallContent } from '../../domain/donor.ts';
import { recordPlace } from '../../domain/next-card/record-place.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { SealedBytes, Vault } from '../../ports/vault.ts';
import { blindContacts } from '../records/blind-contacts.ts';
import { openRecordsInBulk } from '../records/open-record.ts';
import { endRequest, type PersonDeps, type PersonRequest, sealedMark, targetOf } from './person-request.ts';

export interface RectifyDeps extends PersonDeps {
  readonly vault: PersonDeps['vault'] & Pick<Vault, 'sealCall' | 'sealRecord'>;
}

interface Rectified {
  readonly row: RecordRow;
  readonly sealed: SealedBytes;
  readonly area: string;
  readonly phones: readonly string[];
  readonly email: string;
}

/**
 * Rectifies the coordinates in every record of the person (GDPR art. 16), under the rules of a correction on the phone. The
 * before/after pairs stay, sealed, with the request: an event of its own; the final file carries them to the charity, and the
 * urgent file says that evening that there are some. A name or birth date is the charity's to judge: refused here. AppErrors
 * of `targetOf` and `endRequest`, `rectification-refused`, `rectification-empty`, `record-moved`.
 */
export async function rectifyPerson(
  deps: RectifyDeps,
  request: PersonRequest & { readonly corrections: Corrections },
): Promise<{ readonly id: string; readonly fields: readonly string[]; readonly records: number }> {
  const target = await targetOf(deps, request);
  const { rectified, changes } = await rectifyRecords(deps, request, target.records);
  const id = request.requestId ?? deps.chance.uuid();
  const sealed = await sealedMark(deps, { target, id, note: '', changes });
  return await deps.store.write(async (rows) => {
    for (const one of rectified) {
      if ((await rows.records.byId(one.row.id))?.version !== one.row.version) throw recordMoved();
      const version = one.row.version + 1;
      await rows.records.update(one.row.id, { sealed: one.sealed, version, area: one.area });
      await rows.records.replacePhoneBlinds(one.row.id, one.phones);
      await rows.records.setEmailBlind(one.row.id, version, one.email);
    }
    const fields = [...new Set(changes.map((one) => one.field))];
    const detail = { fields: fields.join(',') };
    await endRequest(rows, deps, {
      ...request,
      kind: 'rectification',
      target,
      id,
      sealed,
      action: 'person.rectify',
      detail,
    });
    return { id, fields, records: rectified.length };
  });
}

interface RectifiedRecords {
  readonly rectified: readonly Rectified[];
  readonly changes: CallContent['changes'];
}

async function rectifyRecords(
  deps: RectifyDeps,
  request: PersonRequest & { readonly corrections: Corrections },
  records: readonly RecordRow[],
): Promise<RectifiedRecords> {
  const rectified: Rectified[] = [];
  const changes: CallContent['changes'][number][] = [];
  const recordIds = records.map((row) => row.id);
  const bulk = { recordIds, actor: request.actor, reason: 'Rectification demandée par la personne' };
  for await (const { row, content } of openRecordsInBulk(deps, bulk)) {
    const done = correctDonor(content.donor, request.corrections);
    if (done.problems.length > 0) throw refused(done.problems);
    if (done.changes.length === 0) continue;
    changes.push(...done.changes);
    const charity = await deps.store.read(
      async (rows) => (await rows.campaigns.byCode(row.campaign))?.charity ?? '',
    );
    const { phones, email } = await blindContacts(deps.vault, charity, done.donor);
    const place = recordPlace({ ...row, version: row.version + 1 });
    const sealed = await deps.vault.sealRecord(place, { ...content, donor: done.donor });
    rectified.push({ row, sealed, area: callingArea(done.donor), phones, email: email[0] ?? '' });
  }
  if (rectified.length === 0) throw nothingToRectify();
  return { rectified, changes };
}

function refused(problems: readonly string[]): AppError {
  return new AppError({
    code: 'rectification-refused',
    kind: 'invalid',
    message: problems.join(' '),
    hint: 'Corrigez ces champs, puis recommencez : rien n’a été changé.',
  });
}

function nothingToRectify(): AppError {
  return new AppError({
    code: 'rectification-empty',
    kind: 'invalid',
    message: 'Ces coordonnées sont déjà celles de la personne, ou aucun champ n’est donné.',
    hint: 'Donnez au moins un champ : --set EMAIL, --set CP, --set TEL_MOBILE…',
  });
}

/** AppError `record-moved`: the content was sealed for a version that is no longer the present one. */
export function recordMoved(): AppError {
  return new AppError({
    code: 'record-moved',
    kind: 'conflict',
    message: 'Une fiche de la personne a changé pendant la demande.',
    hint: 'Recommencez : rien n’a été changé.',
  });
}
