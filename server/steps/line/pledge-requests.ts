import type { Chance, Clock } from '../../ports/clock.ts';
import type { PersonRequestRow } from '../../ports/rows/persons.ts';
import type { PledgeRow } from '../../ports/rows/pledges.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import { requireLine } from '../find-campaign.ts';
import { trail } from '../trail.ts';

/** What somebody who promised may ask: a copy, that nothing more is sent, to be forgotten (GDPR art. 15, 21, 17). */
export type PledgeRight = 'access' | 'objection' | 'erasure';

export interface RequestDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly chance: Chance;
}

interface Asked {
  readonly pledge: Pick<PledgeRow, 'id' | 'campaign'>;
  readonly kind: PledgeRight;
  readonly reason: string;
  readonly actor: string;
  readonly receivedAtMs?: number | undefined;
}

/** In the register of donors' requests, within the caller's transaction: its month runs (R-34). */
export async function addPledgeRequest(
  rows: StoreWriter,
  { clock, chance }: RequestDeps,
  { pledge, kind, reason, actor, receivedAtMs }: Asked,
): Promise<PersonRequestRow> {
  const atMs = clock.nowMs();
  const { charity, code: campaign } = await requireLine(rows, pledge.campaign);
  const row: PersonRequestRow = {
    ...{ id: chance.uuid(), charity, campaign, kind, state: 'open', reason, pledgeId: pledge.id },
    ...{ receivedAtMs: Math.min(receivedAtMs ?? atMs, atMs), openedAtMs: atMs, author: actor },
    ...{ callId: null, endedAtMs: null, endedBy: null, outcome: '', deliveryId: null },
    ...{ forget: false, sealed: null, sealVersion: 1 },
  };
  await rows.persons.add(row, []);
  const detail = { kind, pledge: pledge.id };
  await trail(rows, { actor, atMs })('person.request', row.id, { campaign, reason, detail });
  return row;
}

/** The oldest of that pledge and right that is still open. */
async function openOne(rows: StoreReader, { pledge, kind }: Asked): Promise<PersonRequestRow | undefined> {
  const all = await rows.persons.ofPledge(pledge.id);
  return all.find((row) => row.kind === kind && row.state === 'open');
}

/** The request that an act answers, ended in the same transaction: the one that is open, or one registered now. */
export async function endPledgeRequest(rows: StoreWriter, deps: RequestDeps, asked: Asked): Promise<void> {
  const row = (await openOne(rows, asked)) ?? (await addPledgeRequest(rows, deps, asked));
  const endedAtMs = deps.clock.nowMs();
  await rows.persons.update(row.id, { state: 'done', endedAtMs, endedBy: asked.actor });
}
