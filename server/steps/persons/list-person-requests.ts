import { inTurn } from '../../../shared/in-turn.ts';
import type { CivilDate } from '../../../shared/time.ts';
import { requestDueOn, type Urgency, urgencyOf } from '../../domain/persons/person-deadline.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PersonRequestRow } from '../../ports/rows/persons.ts';
import type { Store } from '../../ports/store.ts';
import { ASKING } from '../purge/pending-work.ts';

/** One line of the deadline list; no personal value. */
export interface ListedRequest {
  /** Null for a claim made in a call that nobody has taken up yet. */
  readonly id: string | null;
  readonly callId: string | null;
  readonly campaign: string;
  readonly kind: PersonRequestRow['kind'] | null;
  readonly state: PersonRequestRow['state'];
  readonly receivedAtMs: number;
  readonly dueOn: CivilDate;
  /** `calm` once ended. */
  readonly urgency: Urgency;
  readonly author: string;
  readonly reason: string;
  readonly endedAtMs: number | null;
  readonly told: boolean;
  readonly records: readonly number[];
  /** Of somebody who promised. */
  readonly pledgeId: string | null;
}

/** Requests of persons and rights claimed in calls, the most pressing first (one month: GDPR art. 12(3)). Reads only. */
export async function listPersonRequests(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  request: { readonly all?: boolean } = {},
): Promise<readonly ListedRequest[]> {
  const nowMs = clock.nowMs();
  const { rows: known, calls } = await store.read(async ({ persons, accounts }) => ({
    rows: await inTurn.map(await persons.all(), async (row): Promise<ListedRequest> => {
      const { id, callId, campaign, kind, state, receivedAtMs, reason, endedAtMs } = row;
      return {
        ...{ id, callId, campaign, kind, state, receivedAtMs, reason, endedAtMs },
        dueOn: requestDueOn(receivedAtMs),
        urgency: state === 'open' ? urgencyOf(receivedAtMs, nowMs) : 'calm',
        author: (await accounts.byId(row.author))?.login ?? row.author,
        told: row.deliveryId !== null,
        records: await persons.recordsOf(id),
        pledgeId: row.pledgeId,
      };
    }),
    calls: (await persons.asking(ASKING)).map(
      ({ callId, campaign, recordId, endedAtMs: receivedAtMs }): ListedRequest => ({
        ...{ id: null, callId, campaign, kind: null, state: 'open', receivedAtMs },
        dueOn: requestDueOn(receivedAtMs),
        urgency: urgencyOf(receivedAtMs, nowMs),
        author: '',
        reason: 'Demande faite pendant l’appel',
        endedAtMs: null,
        told: false,
        records: [recordId],
        pledgeId: null,
      }),
    ),
  }));
  return [...known, ...calls]
    .filter((one) => request.all || one.state === 'open')
    .sort((a, b) => a.receivedAtMs - b.receivedAtMs);
}
