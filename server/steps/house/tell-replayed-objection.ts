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
export function tellReplayedObjection(
  rows: StoreWriter,
  deps: Pick<PersonDeps, 'chance' | 'clock'>,
  { charity, blinds, atMs }: Omit<Objection, 'campaign' | 'kind'>,
): void {
  const campaigns = rows.campaigns.all().filter((one) => one.charity === charity && !isErased(one.state));
  for (const blind of blinds) {
    const records = campaigns.flatMap(({ code }) =>
      rows.records.idsByDonorBlind(code, blind).flatMap((id) => rows.records.byId(id) ?? []),
    );
    const [first, ...others] = records;
    const campaign = first && campaigns.find((one) => one.code === first.campaign);
    if (!first || !campaign) continue;
    const open = openRequestOf(rows, { kind: 'objection', records });
    endRequest(rows, deps, {
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
