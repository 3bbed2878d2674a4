import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFERENCE_CAMPAIGN, referenceScript } from '../campaign/reference-campaign.ts';
import { outcomeBy } from '../house/staffed-installation.ts';
import { OWN, VICTIM, type Victim } from './victim-campaign.ts';

const REASON = 'essai d’un autre bureau';
const GRID = readFileSync(join(REFERENCE_CAMPAIGN, '..', 'grille-ecoute.yaml'), 'utf8');

/** Inputs that name what is not theirs; `[undefined]` for a procedure that is asked nothing. */
export const ASKED: Readonly<Record<string, (victim: Victim) => readonly unknown[]>> = {
  'calls.next': () => [undefined],
  'calls.script': (victim) => [{ campaign: VICTIM, version: victim.script }],
  'calls.reserveNext': () => [undefined],
  'calls.renewLease': (victim) => [{ callId: victim.card.callId }],
  'calls.save': (victim) => [outcomeBy(referenceScript(), victim.card, 'NJ_NRP')],
  'calls.saveAndNext': (victim) => [outcomeBy(referenceScript(), victim.card, 'NJ_NRP')],
  'calls.outboxKeys': () => [undefined],
  'calls.saveSealed': (victim) => [{ callId: victim.card.callId, campaign: VICTIM, sealed: 'AAAA' }],
  'calls.takeOver': () => [undefined],
  'calls.release': (victim) => [{ callId: victim.card.callId }],
  'calls.pause': () => [{ kind: 'dejeuner' }],
  'calls.askPause': () => [{ asked: true }],
  'calls.resume': () => [undefined],
  'calls.endShift': () => [undefined],
  'calls.myDay': () => [undefined],
  'agentRecords.undo': (victim) => [{ callId: victim.callId }],
  'agentRecords.today': () => [undefined],
  'agentRecords.own': () => [{}],
  'agentRecords.open': (victim) => [{ recordId: victim.recordId }, { recordId: victim.card.recordId }],
  'agentRecords.freeze': (victim) => [{ callId: victim.card.callId }],
  'agentMessages.list': () => [undefined],
  'agentMessages.ask': () => [{ text: '', isReply: false }],
  'agentMessages.acknowledge': (victim) => [{ id: victim.callId }],
  'agentAids.aids': (victim) => [{ campaign: VICTIM, version: victim.card.campaign.aidsVersion ?? 'a-1' }],
  'agentAids.towns': () => [{ campaign: VICTIM, postcode: '69003' }],
  'agentAids.diary': () => [undefined],
  'training.begin': () => [undefined],
  'training.pass': () => [{ campaign: VICTIM, answers: [] }],
  'training.list': () => [undefined],
  'training.record': () => [{ login: 'camille', campaign: VICTIM, reason: REASON }],
  'training.passModule': () => [{ campaign: VICTIM, module: 'inclusion', answers: [1] }],
  'training.sessions': () => [{ campaign: VICTIM }],
  'training.recordSession': () => [
    {
      campaign: VICTIM,
      module: 'inclusion',
      heldOn: '2026-11-23',
      place: 'remote',
      givenBy: 'charity',
      minutes: 60,
      attended: ['camille'],
    },
  ],
  'staff.list': () => [undefined],
  'team.floor': () => [undefined],
  'team.reassign': (victim) =>
    [{ campaign: VICTIM }, { agent: 'camille' }, { recordIds: [victim.recordId] }, {}].flatMap((filter) =>
      [true, false].map((dryRun) => ({ filter, to: [], reason: REASON, dryRun })),
    ),
  'team.undoMove': (victim) => [{ moveId: victim.move, reason: REASON, dryRun: false }],
  'team.moves': () => [undefined],
  'team.board': () => [undefined],
  'team.targets': () => [undefined],
  'team.pull': (victim) => [{ recordId: victim.card.recordId, reason: REASON }],
  'team.pause': () => [{ campaign: VICTIM, reason: REASON }],
  'team.resume': () => [{ campaign: VICTIM, reason: REASON }],
  'team.campaigns': () =>
    [[OWN], [VICTIM]].map((campaigns) => ({ login: 'camille', campaigns, reason: REASON })),
  'team.message': () =>
    [{ kind: 'one', login: 'camille' }, { kind: 'campaign', campaign: VICTIM }, { kind: 'all' }].map(
      (to) => ({
        to,
        text: 'message d’ailleurs',
      }),
    ),
  'team.releaseFrozen': (victim) => [{ recordId: victim.frozenId, reason: REASON }],
  'corrections.correct': (victim) => [{ callId: victim.callId, change: { kind: 'cancel' }, reason: REASON }],
  'agreements.list': () => [{}, { campaign: VICTIM }],
  'agreements.show': (victim) => [{ callId: victim.callId }],
  'agreements.decide': (victim) => [{ callId: victim.callId, decision: 'approved' }],
  'agreements.consent': (victim) => [{ callId: victim.callId, reason: REASON }],
  'access.unlock': () => [{ login: 'camille', reason: REASON }],
  'quality.calls': () => [{}, { agent: 'camille' }],
  'quality.sheet': (victim) => [{ callId: victim.callId, grid: GRID }],
  'quality.note': (victim) => [
    { callId: victim.callId, grid: GRID, points: {}, fails: [], comment: 'noté d’un autre bureau' },
  ],
  'quality.trend': () => [{}, { campaign: VICTIM }, { agent: 'camille' }],
  'quality.openIncident': (victim) =>
    [{ callId: victim.callId }, { recordId: victim.recordId }].map((target) => ({
      target,
      kind: 'insistance',
      reason: REASON,
    })),
  'quality.incidents': () => [{ all: true }],
  'quality.incident': (victim) => [{ id: victim.incident }],
  'quality.followIncident': (victim) => [{ id: victim.incident, note: REASON }],
  'quality.closeIncident': (victim) => [
    { id: victim.incident, kind: 'insistance', measure: 'sans-suite', decision: REASON },
  ],
  'quality.incidentFigures': () => [{ campaign: VICTIM, from: '2026-11-01', to: '2026-11-30' }],
  'quality.deliverIncidents': () => [{ campaign: VICTIM, from: '2026-11-01', to: '2026-11-30' }],
  'quality.hours': () =>
    [{}, { agent: 'camille' }, { campaign: VICTIM }].map((asked) => ({
      ...asked,
      from: '2026-11-20',
      to: '2026-11-25',
    })),
  'review.figures': () => [{ campaign: VICTIM }],
  'review.cross': () => [{ campaign: VICTIM, dimensions: ['profil', 'theme'] }],
  'review.crossSheet': () => [{ campaign: VICTIM, dimensions: ['profil', 'theme'] }],
  'review.cost': () => [{ campaign: VICTIM }],
  'review.costSheet': () => [{ campaign: VICTIM }],
  'review.comment': () => [{ campaign: VICTIM, text: 'commentaire d’ailleurs' }],
  'review.approveComment': () => [{ campaign: VICTIM, rank: 1 }],
  'review.comments': () => [{ campaign: VICTIM }],
  'review.addDecision': () => [
    { campaign: VICTIM, about: { kind: 'general', value: '' }, text: 'décision d’ailleurs' },
  ],
  'review.decisions': () => [{ campaign: VICTIM }],
  'scripts.submit': (victim) => [{ campaign: VICTIM, kind: 'script', version: victim.script }],
  'scripts.list': () => [{ campaign: VICTIM }],
  'scripts.show': (victim) => [{ campaign: VICTIM, kind: 'script', version: victim.script }],
  'scripts.page': (victim) => [{ campaign: VICTIM, version: victim.script }],
  'scripts.diff': (victim) => [{ campaign: VICTIM, kind: 'script', from: victim.script, to: victim.script }],
  'profiles.exclude': () => [{ campaign: VICTIM, where: 'gift_band>=0', reason: REASON, apply: true }],
  'profiles.priority': () => [
    { campaign: VICTIM, where: 'gift_band>=0', weight: 3, reason: REASON, apply: true },
  ],
  'profiles.undo': (victim) => [{ id: victim.profile, reason: REASON }],
  'profiles.list': () => [{ campaign: VICTIM }],
  'profiles.weighTheme': () => [
    { campaign: VICTIM, theme: 'PROXIMITE', weight: 1, reason: REASON, apply: true },
  ],
  'profiles.themes': () => [{ campaign: VICTIM }],
  'approvals.list': () => [undefined],
  'approvals.approve': (victim) => [{ id: victim.approval, reason: REASON }],
  'approvals.refuse': (victim) => [{ id: victim.approval, reason: REASON }],
  'observe.campaigns': () => [undefined],
  'observe.conditions': () => [{ campaign: VICTIM }],
  'observe.figures': () => [{ campaign: VICTIM }],
  'observe.deliveries': () => [{ campaign: VICTIM }],
  'observe.verifyDelivery': () => [{ campaign: VICTIM, id: crypto.randomUUID() }],
  'observe.cards': () => [{ campaign: VICTIM, count: 5 }],
  'observe.auditHead': () => [{ campaign: VICTIM }],
  'observe.askReturn': () => [{ campaign: VICTIM }],
  'observe.evidence': () => [{ campaign: VICTIM }],
};
