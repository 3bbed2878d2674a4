import { describe, expect, it } from 'vitest';
import { decideCall } from '../../../server/domain/call/call-result.ts';
import { outcomeHash } from '../../../server/domain/call/call-result-hash.ts';
import type { OutcomeQuestion } from '../../../server/domain/call/call-result-question.ts';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import type { Donor } from '../../../server/domain/donor.ts';
import { cardForAgent } from '../../../server/domain/next-card/card-for-agent.ts';
import type { CallOutcome } from '../../../shared/call-outcome.ts';
import { paris, USUAL_WINDOWS } from '../../support/call/centre.ts';
import { outcomeFor, testScript } from '../../support/campaign/centre-script.ts';
import { fictitiousContent, fictitiousDonor } from '../../support/contact-file/fictitious-donor.ts';
import { campaignRow, newRecord, settings } from '../../support/store/store-rows.ts';

const rules = callingRules();
const nowMs = paris('2026-11-23T17:05');
const campaign = campaignRow({ settings: settings({ windows: USUAL_WINDOWS }) });
const rowOf = (change = {}) => ({
  ...newRecord({ contactFileId: 1, giftMinor: 1000, monthlyMinor: 1000, ...change }),
  id: 7,
});

function cardFor(donor: Donor = fictitiousDonor(1), own = campaign) {
  const callId = '11111111-1111-4111-8111-111111111111';
  const lease = { callId, grantedAtMs: nowMs, expiresAtMs: nowMs + 600_000 };
  const content = fictitiousContent(donor);
  return cardForAgent({ row: rowOf(), content, campaign: own, lease, history: [], why: '', rules, nowMs });
}

interface Setup {
  readonly donor?: Donor;
  readonly row?: object;
  readonly campaign?: typeof campaign;
  readonly history?: OutcomeQuestion['history'];
}
function decide(code: string, change: Record<string, unknown> = {}, setup: Setup = {}) {
  const donor = setup.donor ?? fictitiousDonor(1);
  const own = setup.campaign ?? campaign;
  const outcome = outcomeFor(cardFor(donor, own), code, change);
  return decideCall({
    row: rowOf(setup.row),
    content: fictitiousContent(donor),
    campaign: own,
    script: testScript,
    history: setup.history ?? [],
    outcome,
    agent: 'agent-1',
    startedAtMs: nowMs,
    nowMs,
    rules,
  });
}
const problemsOf = (...question: Parameters<typeof decide>) => {
  const decision = decide(...question);
  return decision.kind === 'refused' ? decision.problems : [];
};
function effectOf(...question: Parameters<typeof decide>) {
  const decision = decide(...question);
  if (decision.kind === 'refused') throw new Error(decision.problems.join(' '));
  return decision.effect;
}
const agreement = (minor: number, askLevel = 'LIBRE', currency = 'EUR') => ({
  agreement: { askLevel, newAmount: { minor, currency }, readBackYes: true },
});

describe('what may not be recorded', () => {
  it.each([
    ['EF_EPUISE', {}, 'Cette qualification ne se choisit pas dans cette campagne.'],
    ['AC_RE', {}, 'Cette qualification ne se choisit pas dans cette campagne.'],
    ['EF_DNC', {}, 'Cette qualification ne se choisit pas dans cette campagne.'],
    ['NJ_XXX', {}, 'Cette qualification n’existe pas.'],
    ['AC_UP', agreement(1000), 'Le nouveau montant doit dépasser le don actuel.'],
    ['AC_UP', agreement(1050), 'Le montant va de 11 € à 100 € : vérifiez-le.'],
    ['AC_UP', agreement(14_000), 'Le montant va de 11 € à 100 € : vérifiez-le.'],
    ['AC_UP', agreement(1600, '1'), 'Ce montant n’est pas celui de la proposition 1 : choisissez « libre ».'],
    ['AC_UP', agreement(1500, '2'), 'Ce montant n’est pas celui de la proposition 2 : choisissez « libre ».'],
    ['AC_UP', agreement(1500, '1', 'CHF'), 'Le montant doit être en EUR.'],
    [
      'RA_AUTRE',
      { coordinates: undefined },
      'Répondez à « coordonnées vérifiées ? » : oui, corrigées ou refus.',
    ],
    [
      'RS_ENTRETIEN',
      { coordinates: 'corrigees' },
      'Aucune coordonnée n’a été changée : répondez « oui » ou « refus ».',
    ],
    [
      'RS_ENTRETIEN',
      { corrections: { CP: '33000' } },
      'Des coordonnées ont été changées : répondez « corrigées ».',
    ],
    [
      'RS_ENTRETIEN',
      { corrections: { CP: '330' }, coordinates: 'corrigees' },
      'Code postal : cinq chiffres, par exemple 69003.',
    ],
    [
      'RS_ENTRETIEN',
      { corrections: { EMAIL: 'a@@b' }, coordinates: 'corrigees' },
      'E-mail : il y a plusieurs signes @.',
    ],
    [
      'RS_ENTRETIEN',
      { corrections: { TEL_FIXE: '12' }, coordinates: 'corrigees' },
      'Téléphone fixe : numéro trop court.',
    ],
    ['RP_PERSO', { callback: { atMs: nowMs } }, 'Le rappel doit être dans l’avenir.'],
    [
      'RP_PERSO',
      { callback: { atMs: paris('2026-11-29T11:00') } },
      'Le rappel tombe hors des heures d’appel du donateur : choisissez une autre heure.',
    ],
    [
      'RP_COLL',
      { corrections: { TEL_MOBILE: '' } },
      'Il ne resterait aucun numéro pour rappeler : gardez-en un.',
    ],
    [
      'RA_AUTRE',
      { note: 'Elle est séropositive' },
      'Ce texte parle de santé : cela ne s’écrit jamais. Écrivez « situation personnelle » ou effacez ce passage.',
    ],
    ['RA_MOYENS', { path: [{ node: 'merci' }] }, 'Le don ponctuel n’a pas été proposé.'],
    ['RA_MOYENS', { scriptVersion: 'v1', path: [] }, 'Le chemin ne commence pas à l’accroche.'],
    ['DP_PRLV', {}, 'L’association n’accepte pas le débit unique : choisissez une autre voie.'],
    [
      'DP_LIEN',
      { oneOff: { amount: { minor: 50, currency: 'EUR' }, readBackYes: true } },
      'Le montant va de 1 € à 1 000 € : vérifiez-le.',
    ],
  ])('%s %j: %s', (code, change, problem) => {
    expect(problemsOf(code, change)).toContain(problem);
  });

  it('is a form that does not fit the code', () => {
    expect(problemsOf('RS_ENTRETIEN', { disposition: 'AC_UP' })).toEqual([
      'Cette qualification demande le nouveau montant relu au donateur.',
    ]);
  });

  it('is a second message on the machine, and a wrong number nobody named', () => {
    expect(problemsOf('NJ_REPMSG', {}, { row: { voicemailLeft: true } })).toEqual([
      'Un message a déjà été laissé à ce donateur : choisissez « Répondeur, sans message ».',
    ]);
    expect(effectOf('NJ_REPMSG').record.voicemailLeft).toBe(true);
  });

  it('is an agreement on a revoked mandate', () => {
    const donor = fictitiousDonor(1);
    const lapsed = { ...donor, gift: { ...donor.gift, stopReason: 'DEMANDE' as const } };
    const own = campaignRow({
      kind: 'reactivation',
      settings: { ...campaign.settings, kind: 'reactivation' },
    });
    const setup = { donor: lapsed, campaign: own };
    expect(problemsOf('AC_RE', agreement(1000, '1'), setup)).toContain(
      'Le mandat ne peut pas resservir : choisissez l’accord avec un nouveau mandat à signer.',
    );
    expect(problemsOf('AC_RE_SIGN', agreement(1000, '1'), setup)).not.toContain(
      'Le mandat ne peut pas resservir : choisissez l’accord avec un nouveau mandat à signer.',
    );
  });
});

describe('what an outcome does', () => {
  it('keeps an agreement in the donor’s periodicity, with monthly equivalents', () => {
    const donor = fictitiousDonor(1);
    const quarterly = { ...donor, gift: { ...donor.gift, amountMinor: 3000, frequency: 'T' as const } };
    const row = { giftMinor: 3000, monthlyMinor: 1000, frequency: 'T' };
    const { call, email, suppress } = effectOf('AC_UP', agreement(4500, '1'), { donor: quarterly, row });
    expect(call).toMatchObject({
      oldMinor: 3000,
      newMinor: 4500,
      oldMonthlyMinor: 1000,
      newMonthlyMinor: 1500,
    });
    expect(email).toEqual({ kind: 'agreement', toSend: true, dueAtMs: nowMs + 1_800_000 });
    expect(suppress).toBe(false);
  });

  it('accepts a free amount, and a donor who hangs up answers nothing about coordinates', () => {
    expect(effectOf('AC_UP', agreement(1250)).call).toMatchObject({ askLevel: 'LIBRE', newMinor: 1250 });
    expect(effectOf('RS_RACCROCHE', { coordinates: undefined }).record.state).toBe('closed');
  });

  it.each([
    ['OP_TEL', 'all'],
    ['EF_DECEDE', 'all'],
    ['NE_VULN', 'campaign'],
    ['AR_STOP', 'campaign'],
    ['RA_MOYENS', false],
  ])('%s blocks: %s', (code, expected) => {
    expect(effectOf(code).suppress).toBe(expected);
  });

  it.each([
    ['RA_CANAL', 'information'],
    ['RP_INDECIS', 'information'],
    ['DP_LIEN', 'one-off'],
    ['AC_UP', 'agreement'],
    ['DP_COURRIER', undefined],
    ['RA_MOYENS', undefined],
  ])('%s owes the e-mail: %s', (code, kind) => {
    expect(effectOf(code).email?.kind).toBe(kind);
  });

  it('takes the corrected address for the e-mail', () => {
    const donor = { ...fictitiousDonor(1), email: '' };
    expect(effectOf('AC_UP', {}, { donor }).receipt.confirmation).toBe('no-email');
    const corrections = { EMAIL: ' neuf@exemple.invalid ' };
    const { receipt, content, callContent } = effectOf(
      'AC_UP',
      { corrections, coordinates: 'corrigees' },
      { donor },
    );
    expect(receipt.confirmation).toBe('queued');
    expect(content?.donor.email).toBe('neuf@exemple.invalid');
    expect(callContent.changes).toEqual([{ field: 'EMAIL', before: '', after: 'neuf@exemple.invalid' }]);
  });

  it('keeps what was heard of an identity as a proposal: the donor stays who the file says', () => {
    const donor = fictitiousDonor(1, { birthDate: '1961-03-12' });
    const heard = { NOM: 'Testeur-Dupont', PRENOM: 'Fictive', DATE_NAISSANCE: '13/03/1961' };
    const { content, callContent, call } = effectOf(
      'RA_MOYENS',
      { corrections: heard, coordinates: 'corrigees' },
      { donor },
    );
    expect(content?.donor).toMatchObject({ lastName: donor.lastName, birthDate: '1961-03-12' });
    expect(content?.proposed).toEqual({ NOM: 'Testeur-Dupont', DATE_NAISSANCE: '1961-03-13' });
    expect(callContent.changes).toEqual([
      { field: 'NOM', before: donor.lastName, after: 'Testeur-Dupont' },
      { field: 'DATE_NAISSANCE', before: '1961-03-12', after: '1961-03-13' },
    ]);
    // No contact data changed: the charity has nothing to load by itself.
    expect(call).toMatchObject({ coordinates: 'corrigees', changed: false });
  });

  it('changes nothing personal when nobody answered, and marks the number when the donor did', () => {
    expect(effectOf('NJ_NRP').content).toBeUndefined();
    expect(effectOf('RS_ENTRETIEN').content?.donor.phones).toMatchObject([{ validity: 'VALIDE' }]);
    expect(effectOf('EF_FAUX').content?.donor.phones).toMatchObject([{ validity: 'FAUX' }]);
  });

  it('does not count a busy line, and keeps the donor’s appointment', () => {
    const { record, call, receipt } = effectOf(
      'NJ_OCC',
      {},
      { row: { queue: 'callback', owner: 'agent-2' } },
    );
    expect(call.attemptRank).toBeNull();
    expect(record).toMatchObject({
      queue: 'callback',
      owner: 'agent-2',
      busyCount: 1,
      dueAtMs: nowMs + 20 * 60_000,
    });
    expect(record.attempts).toBeUndefined();
    expect(receipt.summary).toBe('Rappel maintenu, à refaire : 17:25.');
  });

  it('pins a callback to the agent only when the donor was on the line', () => {
    const owners = ['RP_PERSO', 'RP_INDECIS', 'RP_COLL', 'RP_TIERS'].map(
      (code) => effectOf(code).record.owner,
    );
    expect(owners).toEqual(['agent-1', 'agent-1', null, null]);
    expect(effectOf('RP_INDECIS').record.argued).toBe(true);
  });

  it('gives a failed personal callback back to the pool, and keeps a lead’s choice', () => {
    expect(effectOf('NJ_NRP', {}, { row: { queue: 'callback', owner: 'agent-1' } }).record.owner).toBeNull();
    expect(effectOf('NJ_NRP', {}, { row: { queue: 'retry', owner: 'agent-1' } }).record.owner).toBe(
      'agent-1',
    );
  });
});

describe('the hash of an outcome', () => {
  it('does not depend on the order of keys, and does on every value', () => {
    const outcome = outcomeFor(cardFor(), 'AC_UP');
    const shuffled = Object.fromEntries(Object.entries(outcome).toReversed()) as CallOutcome;
    expect(outcomeHash(shuffled)).toBe(outcomeHash(outcome));
    expect(outcomeHash({ ...outcome, note: 'x' })).not.toBe(outcomeHash(outcome));
  });
});
