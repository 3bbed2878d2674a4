import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { idRanges } from '../../domain/lists/id-ranges.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { FindDeps, PersonKey } from '../records/find-person.ts';
import { trail } from '../trail.ts';
import { type PersonTarget, targetOf } from './person-request.ts';

export interface LiftRequest {
  readonly person: PersonKey;
  /** Of the person's own written request, as the house files it: a number, never a name. */
  readonly reference: string;
  readonly reason: string;
  readonly actor: string;
}

export interface ObjectionLifted {
  readonly records: number;
  /** Look-ups forgotten: the person's id, numbers, address. */
  readonly lifted: number;
  /** Numbers or addresses that stay blocked: another person who objects has them too. */
  readonly kept: number;
}

/**
 * The person asks in writing to be called again (GDPR art. 21 is theirs to take back): the charity's next file may bring them in;
 * records that the objection closed stay closed, and history says both. Nothing is opened. AppErrors of `targetOf`,
 * `objection-unknown` when nothing blocks them, hence also the second time.
 */
export async function liftObjection(deps: FindDeps, request: LiftRequest): Promise<ObjectionLifted> {
  const target = await targetOf(deps, request);
  const atMs = deps.clock.nowMs();
  return await deps.store.write(async (rows) => {
    const all = await blindsOf(rows, target.records);
    const shared = await inTurn.filter(all, (blind) => isAlsoOfAnother(rows, target, blind));
    const lifted = await rows.records.liftSuppression(
      target.charity,
      all.filter((blind) => !shared.includes(blind)),
    );
    if (lifted === 0) throw objectionUnknown();
    const { actor, reason, reference } = request;
    const detail = { records: idRanges(target.records.map((row) => row.id)), reference, lifted };
    await trail(rows, { actor, atMs })('person.objection-lift', 'person', { reason, detail });
    return { records: target.records.length, lifted, kept: shared.length };
  });
}

async function blindsOf(rows: StoreReader, records: readonly RecordRow[]): Promise<readonly string[]> {
  const blinds = await inTurn.flatMap(records, async (row) => [
    row.donorBlind,
    ...(await rows.records.phoneBlindsOf(row.id)),
    (await rows.records.emailBlindOf(row.id)) ?? '',
  ]);
  return [...new Set(blinds)].filter((blind) => blind !== '');
}

/** A household's number: the other person's own objection stands. */
async function isAlsoOfAnother(
  rows: StoreReader,
  { charity, records }: PersonTarget,
  blind: string,
): Promise<boolean> {
  const own = new Set(records.map((row) => row.donorBlind));
  const campaigns = (await rows.campaigns.all()).filter((one) => one.charity === charity);
  return await inTurn.some(
    campaigns,
    async ({ code }) =>
      await inTurn.some(
        [
          ...(await rows.records.idsByPhoneBlind(code, blind)),
          ...(await rows.records.idsByEmailBlind(code, blind)),
        ],
        async (id) => {
          const other = await rows.records.byId(id);
          return (
            other &&
            !own.has(other.donorBlind) &&
            (await rows.records.isSuppressed(charity, other.donorBlind))
          );
        },
      ),
  );
}

function objectionUnknown(): AppError {
  return new AppError({
    code: 'objection-unknown',
    kind: 'not-found',
    message: 'Aucune opposition n’est enregistrée pour cette personne.',
    hint: 'Vérifiez avec « plateau person find ».',
  });
}
