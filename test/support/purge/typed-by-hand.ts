import { readFileSync } from 'node:fs';
import { BREACH_KINDS } from '../../../server/domain/papers/breach.ts';
import type { Card } from '../../../shared/card.ts';
import { REFERENCE_CAMPAIGN } from '../campaign/reference-campaign.ts';
import type { rpcOf } from '../house/server-process.ts';

type Desk = ReturnType<typeof rpcOf>;

/** Who types, about which call and card, and whose name. */
export interface Typing {
  readonly campaign: string;
  readonly lead: Desk;
  readonly ops: Desk;
  readonly officer: Desk;
  readonly verifier: Desk;
  /** An agreement, and the card of its call. */
  readonly callId: string;
  readonly card: Card;
  /** A record that waits in the queue, for somebody else to take. */
  readonly waitingId: number;
  readonly otherAgent: string;
  readonly name: string;
}

async function move({ campaign, lead, waitingId, otherAgent, name }: Typing): Promise<void> {
  const filter = { campaign, recordIds: [waitingId] };
  const moved = await lead.team.reassign.mutate({
    filter,
    to: [otherAgent],
    reason: `pour ${name}`,
    dryRun: false,
  });
  const moveId = moved.moveId ?? '';
  await lead.team.undoMove.mutate({ moveId, reason: `erreur sur ${name}`, dryRun: false });
}

async function request({ officer, card, name }: Typing): Promise<void> {
  const person = { by: 'donor' as const, value: card.donor.donorId };
  const opened = await officer.persons.open.mutate({ person, kind: 'access', reason: `lettre de ${name}` });
  await officer.persons.refuse.mutate({ id: opened.id, reason: `déjà répondu à ${name}` });
}

async function breach({ campaign, officer, name }: Typing): Promise<void> {
  const { id } = await officer.papers.openBreach.mutate({
    campaigns: [campaign],
    kinds: [BREACH_KINDS[0]],
    discoveredAtMs: Date.parse('2026-11-23T16:00:00Z'),
    reason: `courriel de ${name}`,
  });
  await officer.papers.followBreach.mutate({ id, kind: 'note', text: `rappelé par ${name}` });
}

async function approval({ officer, ops, card, name }: Typing): Promise<void> {
  const person = { by: 'donor' as const, value: card.donor.donorId };
  // Refused until somebody agrees: the demand itself is what is kept.
  await officer.persons.export.mutate({ person, reason: `copie pour ${name}` }).catch((error: unknown) => {
    if (!String(error).includes('accord')) throw error;
  });
  for (const { id } of await ops.approvals.list.query())
    await ops.approvals.approve.mutate({ id, reason: `vu avec ${name}` });
}

async function profile({ campaign, lead, name }: Typing): Promise<void> {
  const asked = { campaign, where: 'gift_band>=0', weight: 2, reason: `comme ${name}`, apply: true };
  const { id } = await lead.profiles.priority.mutate(asked);
  await lead.profiles.undo.mutate({ id: id ?? '', reason: `pas comme ${name}` });
}

async function script({ campaign, ops, lead, name }: Typing): Promise<void> {
  const text = readFileSync(`${REFERENCE_CAMPAIGN}/script.yaml`, 'utf8').replace(
    /^version: .*$/m,
    'version: essai-nom',
  );
  const key = { campaign, kind: 'script' as const, version: 'essai-nom' };
  await ops.scripts.import.mutate({ campaign, kind: 'script', files: [{ path: 'script.yaml', text }] });
  await lead.scripts.submit.mutate(key);
  const life = (await ops.scripts.list.query({ campaign })).find(({ version }) => version === key.version);
  await ops.scripts.approve.mutate({ ...key, by: `accord de ${name}`, hash: life?.hash ?? '' });
  await ops.scripts.retire.mutate({ ...key, reason: `phrase qui gênait ${name}` });
}

/** The way in of every column that holds what staff type; those of one act stand together. */
export const WAYS_IN: Readonly<Record<string, (typing: Typing) => Promise<unknown>>> = {
  'message.text live_event.event': ({ lead, name }) =>
    lead.team.message.mutate({ to: { kind: 'all' }, text: `Rappeler ${name}` }),
  'move.reason move.undone_reason': move,
  'decision.text': ({ campaign, lead, name }) =>
    lead.review.addDecision.mutate({
      campaign,
      about: { kind: 'general', value: '' },
      text: `ne plus appeler ${name}`,
    }),
  'instruction.given_by_whom instruction.text instruction.answer_text': ({ campaign, officer, name }) =>
    officer.papers.recordInstruction.mutate({
      campaign,
      givenOn: '2026-11-23',
      givenByWhom: `courriel de ${name}`,
      text: `ne plus appeler ${name}`,
      answer: 'refused',
      answerText: `une liste nomme déjà ${name}`,
    }),
  'week_comment.text': ({ campaign, lead, name }) =>
    lead.review.comment.mutate({ campaign, text: `bonne semaine, merci à ${name}` }),
  'agreement_check.reason': ({ verifier, callId, name }) =>
    verifier.agreements.decide.mutate({ callId, decision: 'rejected', reason: `relu avec ${name}` }),
  'correction.reason': ({ ops, callId, name }) =>
    ops.corrections.correct.mutate({ callId, change: { kind: 'cancel' }, reason: `lettre de ${name}` }),
  'campaign_pause.reason audit_reason.text': ({ campaign, lead, name }) =>
    lead.team.pause.mutate({ campaign, reason: `plainte de ${name}` }),
  'breach.reason breach_event.text': breach,
  'person_request.reason person_request.outcome': request,
  'approval.reason approval.decision': approval,
  'key_rotation.reason': ({ campaign, officer, name }) =>
    officer.backups.rotateKey.mutate({ keyPlace: campaign, reason: `clé vue par ${name}` }),
  'profile.reason profile.undone_reason': profile,
  'script_life.approval script_life.retired_reason': script,
  // Nobody types these: the contact file brought them when it was imported.
  'contact_file_towns.towns': async () => {},
};
