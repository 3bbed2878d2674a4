import { join } from 'node:path';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import type { Card } from '../../../shared/card.ts';
import { REFERENCE_CAMPAIGN, referenceScript } from '../campaign/reference-campaign.ts';
import type { AccessHouse } from '../house/access-house.ts';
import { outcomeBy } from '../house/staffed-installation.ts';

export const VICTIM = 'UPG-FR-2026';
export const OWN = 'UPG-BE-2026';
/** In every word that the victim's people typed. */
export const MARK = 'MARQUE-A';

/** What there is in the victim's campaign. */
export interface Victim {
  readonly card: Card;
  readonly callId: string;
  readonly recordId: number;
  readonly frozenId: number;
  readonly incident: number;
  readonly move: string;
  readonly profile: string;
  readonly approval: string;
  readonly script: string;
}

/** A campaign with its people, calls, papers and words, beside another one of the same house. */
export async function fillVictim(house: AccessHouse): Promise<Victim> {
  await loadCampaign(house.app, { dir: join(REFERENCE_CAMPAIGN, '..', 'upgrade-be'), actor: 'essai' });
  await house.addRecords({ records: 12 });
  for (const login of ['camille', 'zoe']) await house.hire(login, 'agent');
  await house.hire('berthe', 'lead');
  const { rpc: camille } = await house.enter('camille');
  const { rpc: zoe } = await house.enter('zoe');
  const script = referenceScript();
  const cardOf = async (rpc: typeof camille): Promise<Card> => {
    const next = await rpc.calls.next.mutate();
    if (next.kind !== 'card') throw new Error(next.why);
    return next.card;
  };
  const first = await cardOf(camille);
  await camille.calls.save.mutate(outcomeBy(script, first, 'AC_UP'));
  const frozen = await cardOf(zoe);
  await zoe.agentRecords.freeze.mutate({ callId: frozen.callId });
  const card = await cardOf(camille);
  const written = await writtenBy(house, first.callId);
  const ids = { callId: first.callId, recordId: first.recordId, frozenId: frozen.recordId };
  return { card, ...ids, ...written, approval: await askApproval(house), script: script.version };
}

/** What the lead of that campaign wrote and decided. */
async function writtenBy(house: AccessHouse, callId: string) {
  const { rpc: berthe } = await house.enter('berthe');
  const { id: incident } = await berthe.quality.openIncident.mutate({
    target: { callId },
    kind: 'insistance',
    reason: `${MARK} : ce qui a été dit`,
  });
  await berthe.team.message.mutate({ to: { kind: 'campaign', campaign: VICTIM }, text: `${MARK} bonjour` });
  const about = { kind: 'general' as const, value: '' };
  await berthe.review.addDecision.mutate({ campaign: VICTIM, about, text: `${MARK} décision` });
  const { id: profile } = await berthe.profiles.priority.mutate({
    campaign: VICTIM,
    where: 'gift_band>=0',
    weight: 2,
    reason: `${MARK} priorité`,
    apply: true,
  });
  const { moveId: move } = await berthe.team.reassign.mutate({
    filter: { campaign: VICTIM, states: ['new'] },
    to: ['zoe'],
    reason: `${MARK} déplacement`,
    dryRun: false,
  });
  if (profile === null || move === undefined) throw new Error('nothing was decided or moved');
  return { incident, profile, move };
}

async function askApproval({ app, clock, hire }: AccessHouse): Promise<string> {
  const { id: askedBy } = await hire('alix', 'dataOfficer', { campaigns: [] });
  const id = crypto.randomUUID();
  await app.store.write((rows) =>
    rows.approvals.add({
      id,
      action: 'person-export',
      campaign: VICTIM,
      parameters: 'empreinte',
      askedBy,
      askedAtMs: clock.nowMs(),
      reason: `${MARK} accord`,
      expiresAtMs: clock.nowMs() + 86_400_000,
      state: 'asked',
      decidedBy: null,
      decidedAtMs: null,
      decision: '',
      usedAtMs: null,
    }),
  );
  return id;
}
