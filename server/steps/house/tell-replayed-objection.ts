import { inTurn } from '../../../shared/in-turn.ts';
import type { KeptAct } from '../../ports/kept-acts.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { isErased } from '../find-campaign.ts';
import { openRequestOf } from '../persons/open-request-of.ts';
import { endRequest, type PersonDeps } from '../persons/person-request.ts';

type Objection = Extract<KeptAct, { kind: 'objection' }>;

/**
 * An objection that the restored base does not know reaches the charity again, as a request of that person: the urgent file
 * and the list of requests tell it. One request a donor that some record still bears; within the caller's transaction.
 */
export async function tellReplayedObjection(
  rows: StoreWriter,
  deps: Pick<PersonDeps, 'chance' | 'clock'>,
  { charity, blinds, atMs }: Omit<Objection, 'campaign' | 'kind'>,
): Promise<void> {
  const campaigns = (await rows.campaigns.all()).filter(
    (one) => one.charity === charity && !isErased(one.state),
  );
  for (const blind of blinds) {
    const records = await inTurn.flatMap(
      campaigns,
      async ({ code }) =>
        await inTurn.flatMap(
          await rows.records.idsByDonorBlind(code, blind),
          async (id) => (await rows.records.byId(id)) ?? [],
        ),
    );
    const [first, ...others] = records;
    const campaign = first && campaigns.find((one) => one.code === first.campaign);
    if (!first || !campaign) continue;
    const open = await openRequestOf(rows, { kind: 'objection', records });
    await endRequest(rows, deps, {
      requestId: open?.id,
      target: { charity, records: [first, ...others], campaign },
      kind: 'objection',
      id: deps.chance.uuid(),
      receivedAtMs: atMs,
      reason: 'Opposition refaite après une restauration',
      actor: 'system',
      sealed: null,
      action: 'person.object',
      detail: { replayed: 1 },
    });
  }
}
