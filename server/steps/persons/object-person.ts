import { inTurn } from '../../../shared/in-turn.ts';
import { tellScreens } from '../records/tell-screens.ts';
import { openRequestOf } from './open-request-of.ts';
import { endRequest, type PersonDeps, type PersonRequest, targetOf } from './person-request.ts';

export interface ObjectionDone {
  readonly id: string;
  readonly closed: number;
  /** On an agent's screen at that moment: told at once. */
  readonly onScreen: number;
}

/**
 * The person objects (GDPR art. 21): blocked for every campaign of the charity, as an objection by phone is, in one transaction
 * with the request, the one already open if there is. Nothing is opened. Twice: a second request, and nothing more to close.
 * AppErrors of `targetOf`, `endRequest`.
 */
export async function objectPerson(deps: PersonDeps, request: PersonRequest): Promise<ObjectionDone> {
  const target = await targetOf(deps, request);
  const atMs = deps.clock.nowMs();
  return await deps.store.write(async (rows) => {
    const requestId =
      request.requestId ?? (await openRequestOf(rows, { kind: 'objection', records: target.records }))?.id;
    const id = requestId ?? deps.chance.uuid();
    const blinds = await inTurn.flatMap(target.records, async (row) => [
      row.donorBlind,
      ...(await rows.records.phoneBlindsOf(row.id)),
      ...[(await rows.records.emailBlindOf(row.id)) ?? ''].filter((blind) => blind !== ''),
    ]);
    const { closed, leased } = await rows.records.suppress({
      charity: target.charity,
      campaign: target.campaign.code,
      blinds: [...new Set(blinds)],
      onlyCampaign: false,
      atMs,
      exceptRecordId: 0,
    });
    await tellScreens(rows, { recordIds: leased, atMs, why: 'objection' });
    const detail = { closed, onScreen: leased.length };
    await endRequest(rows, deps, {
      ...request,
      requestId,
      kind: 'objection',
      target,
      id,
      sealed: null,
      action: 'person.object',
      detail,
    });
    return { id, closed, onScreen: leased.length };
  });
}
