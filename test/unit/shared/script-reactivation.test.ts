import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALL_NOTES, isSatisfaction, noteLabel } from '../../../shared/call-notes.ts';
import type { PathStep } from '../../../shared/call-script.ts';
import { pickableDispositions } from '../../../shared/dispositions.ts';
import { contractBreaches, hungUpAs, jumpFor, nodeForMark } from '../../../shared/script-contract.ts';
import { requiredMarks } from '../../../shared/script-marks.ts';
import { notesOnPath } from '../../../shared/script-notes.ts';
import { loadedCampaign } from '../../support/campaign/reference-campaigns.ts';
import { play } from '../../support/campaign/script-walks.ts';

const { script } = loadedCampaign('reactivation-fr');
const withoutOneOff = loadedCampaign('reactivation-be').script;

/** `node:answer node:answer node`. */
const path = (text: string): PathStep[] =>
  text.split(' ').map((step) => {
    const [node = '', answer] = step.split(':');
    return answer === undefined ? { node } : { node, answer };
  });
const codes = (steps: string, code: string, of = script) =>
  contractBreaches(of, path(steps), code).map((breach) => breach.needs ?? breach.code);

const TO_WHY = 'accroche:o moment:o merci:s impact:s';
const TO_ASK = `${TO_WHY} pourquoi_arret:m suite_budget:s defi:s`;
const TO_NO = `${TO_ASK} proposition:n objection:m reponse_moyens:s repli:n`;

describe('the contract of a reactivation (R-06)', () => {
  it.each([
    ['AC_RE', `${TO_ASK} proposition:o coordonnees:o recapitulatif:o fin_accord:f`],
    ['AC_RE_SIGN', `${TO_ASK} proposition:o coordonnees:o recapitulatif:o fin_accord:s`],
    [
      'AC_RE_SIGN',
      `${TO_WHY} pourquoi_arret:b suite_banque:o coordonnees_mandat:o recapitulatif_mandat:o fin_mandat:s`,
    ],
    ['RA_MOYENS', `${TO_NO} don_ponctuel:n fin_refus:o`],
    ['RA_AUTRE', `${TO_WHY} pourquoi_arret:b suite_banque:n fin_refus:o`],
    ['RS_ENTRETIEN', `${TO_WHY} pourquoi_arret:c suite_autres:n fin_entretien:f`],
    ['OP_TEL', `${TO_WHY} pourquoi_arret:x fin_opposition:t`],
    ['AR_RECLAM', `${TO_WHY} pourquoi_arret:f suite_confiance:r fin_reclamation:r`],
    ['NE_VULN', `${TO_WHY} pourquoi_arret:v fin_neutre:v`],
  ])('%s by %s', (code, steps) => {
    expect(codes(steps, code)).toEqual([]);
  });

  it('an agreement or a refusal needs the reason of the stop, said before the ask', () => {
    expect(requiredMarks('AC_RE', 'reactivation')).toEqual([
      'identity',
      'thanks',
      'stop-reason',
      'ask-1',
      'coordinates',
      'read-back',
      'email-announced',
    ]);
    expect(requiredMarks('RA_MOYENS', 'reactivation')).toEqual([
      'identity',
      'thanks',
      'stop-reason',
      'ask-1',
      'ask-one-off',
    ]);
    expect(requiredMarks('OP_TEL', 'reactivation')).toEqual(['thanks']);
  });

  it('shown without an answer, the question has recorded nothing', () => {
    expect(codes(`${TO_WHY} pourquoi_arret`, 'RA_MOYENS')).toContain('stop-reason');
  });

  it('« accord » pressed too early leads to the question, and waits there for the answer', () => {
    const named = 'accroche:o moment merci';
    const early = jumpFor(script, path(named), 'AC_RE');
    expect(early).toMatchObject({ mark: 'stop-reason', node: 'pourquoi_arret' });
    expect(jumpFor(script, path(`${named} pourquoi_arret`), 'AC_RE')?.node).toBe('pourquoi_arret');
    expect(jumpFor(script, path(`${named} pourquoi_arret:m suite_budget`), 'AC_RE')?.node).toBe(
      'proposition',
    );
  });

  it('after a stop by the bank a refusal closes without a one-off offer; without the flag, any refusal does', () => {
    expect(codes(`${TO_WHY} pourquoi_arret:b suite_banque`, 'RA_REFLEX')).toEqual([]);
    expect(codes(`${TO_ASK} proposition`, 'RA_REFLEX')).toEqual(['ask-one-off']);
    expect(codes(`${TO_ASK} proposition`, 'RA_REFLEX', withoutOneOff)).toEqual([]);
  });

  it('a person who offers a single gift after a stop by the bank is heard', () => {
    const offered = jumpFor(script, path(`${TO_WHY} pourquoi_arret:b suite_banque`), 'DP_LIEN');
    expect(offered?.node).toBe('don_ponctuel');
  });

  it('bears the mark once', () => {
    expect(nodeForMark(script, 'stop-reason')).toBe('pourquoi_arret');
  });
});

describe('what the answers record', () => {
  it('is read back from the path, each once', () => {
    expect(notesOnPath(script, path(`${TO_NO} don_ponctuel:n fin_refus:o`))).toEqual({
      stopReasons: ['ARRET_BUDGET'],
      brakes: ['FREIN_BUDGET'],
      satisfaction: [],
    });
    expect(notesOnPath(script, path(TO_WHY))).toEqual({ stopReasons: [], brakes: [], satisfaction: [] });
    expect(notesOnPath(script, path('nulle_part:z accroche:q'))).toEqual({
      stopReasons: [],
      brakes: [],
      satisfaction: [],
    });
  });

  it('every reason, brake and answer has its words; the reasons and brakes are offered by the script', () => {
    for (const code of CALL_NOTES) expect(noteLabel(code)).toMatch(/^(arrêt|frein|satisfaction) : /);
    const offered = Object.values(script.nodes).flatMap((node) =>
      node.answers.flatMap((one) => one.notes ?? []),
    );
    expect(new Set(offered)).toEqual(new Set(CALL_NOTES.filter((code) => !isSatisfaction(code))));
  });
});

it('hanging up on the practical ask after a stop by the bank closes as a refusal heard', () => {
  const asked = path(`${TO_WHY} pourquoi_arret:b suite_banque`);
  expect(hungUpAs(script, asked, 'RS_RACCROCHE')).toBe('RA_SANSMOTIF');
  expect(contractBreaches(script, asked, 'RA_SANSMOTIF')).toEqual([]);
});

const answers = fc.array(fc.record({ kind: fc.constant('answer' as const), pick: fc.nat(1000) }), {
  minLength: 40,
  maxLength: 40,
});

describe.each([
  ['with the one-off gift', script],
  ['without', withoutOneOff],
])('an honest agent is never refused, %s', (_, of) => {
  it('answers alone always close the call, without a breach, a refusal with its brake', () => {
    fc.assert(
      fc.property(answers, (pressed) => {
        const { path: walked, closed } = play(of, pressed);
        expect(closed).toBeDefined();
        expect(contractBreaches(of, walked, closed!)).toEqual([]);
        const { stopReasons, brakes } = notesOnPath(of, walked);
        if (closed!.startsWith('RA_')) expect(brakes.length).toBeGreaterThan(0);
        if (/^(RA|AC|DP)_/.test(closed!)) expect(stopReasons).toHaveLength(1);
      }),
      { numRuns: 400 },
    );
  });

  it('any disposition pressed anywhere leads to a node, or closes, or says what on the path forbids it', () => {
    const pickable = pickableDispositions('r').map((row) => row.code);
    fc.assert(
      fc.property(answers, fc.nat(12), fc.constantFrom(...pickable), (answered, length, pressed) => {
        const { path: walked, closed } = play(of, answered.slice(0, length));
        fc.pre(closed === undefined && (of === script || !pressed.startsWith('DP_')));
        const code = hungUpAs(of, walked, pressed) ?? pressed;
        const breaches = contractBreaches(of, walked, code).map((breach) => breach.code);
        const led = jumpFor(of, walked, code) !== undefined;
        const forbids = breaches.includes('ask-after-stop') || breaches.includes('contradicts-path');
        expect(led || breaches.length === 0 || forbids).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
