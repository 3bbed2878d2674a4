import { describe, expect, it } from 'vitest';
import { type CallScript, callScriptSchema, type PathStep } from '../../../shared/call-script.ts';
import { DISPOSITIONS } from '../../../shared/dispositions.ts';
import { contractBreaches, jumpFor, nodeForMark } from '../../../shared/script-contract.ts';
import { nextMarkNeeded, requiredMarks } from '../../../shared/script-marks.ts';
import { stopsAsks } from '../../../shared/script-stop.ts';
import { referenceScript } from '../../support/campaign/reference-campaign.ts';

const script = referenceScript();

/** `accroche:o moment` → steps. */
function path(text: string): PathStep[] {
  return text
    .split(/\s+/)
    .filter(Boolean)
    .map((step) => {
      const [node = '', answer] = step.split(':');
      return answer ? { node, answer } : { node };
    });
}

const TO_ASK = 'accroche:o moment:o merci:s impact:s';
const TO_AGREED = `${TO_ASK} proposition:o coordonnees:o recapitulatif:o`;
const TO_ONE_OFF = `${TO_ASK} proposition:n objection:n repli:n`;

const codes = (steps: string, disposition: string, of: CallScript = script) =>
  contractBreaches(of, path(steps), disposition).map((breach) => breach.needs ?? breach.code);

describe('required marks of every disposition', () => {
  const AGREEMENT = ['identity', 'thanks', 'ask-1', 'coordinates', 'read-back', 'email-announced'];
  const ONE_OFF = ['identity', 'thanks', 'ask-1', 'ask-one-off', 'coordinates', 'read-back'];
  const REFUSAL = ['identity', 'thanks', 'ask-1', 'ask-one-off'];

  it.each(DISPOSITIONS.map((row) => [row.code, row] as const))('%s', (code, row) => {
    const expected = code.startsWith('AC_')
      ? AGREEMENT
      : code.startsWith('DP_')
        ? ONE_OFF
        : code.startsWith('RA_')
          ? REFUSAL
          : /^ME_(FAIT|CONTACT)/.test(code)
            ? ['identity', 'thanks', 'impact', 'coordinates']
            : /^(RS_ENTRETIEN|NE_|OP_|AR_|ME_DEJA)/.test(code)
              ? ['thanks']
              : [];
    expect(requiredMarks(code, 'upgrade')).toEqual(expected);
    // Nothing is asked of a call that did not close with the donor in person.
    if (!row.rightPerson || !row.isFinal) expect(requiredMarks(code, 'upgrade')).toEqual([]);
  });

  it('needs nothing for a code that does not exist', () => {
    expect(requiredMarks('ZZ_RIEN', 'upgrade')).toEqual([]);
  });

  it('opposition, neutral, stop and the deceased end the asks', () => {
    for (const code of [
      'OP_TEL',
      'OP_TOUT',
      'OP_DROITS',
      'NE_MERCI',
      'NE_VULN',
      'AR_STOP',
      'AR_BAISSE',
      'EF_DECEDE',
    ])
      expect(stopsAsks(code)).toBe(true);
    for (const code of ['AC_UP', 'RA_MOYENS', 'RS_ENTRETIEN', 'RP_PERSO', 'NJ_NRP'])
      expect(stopsAsks(code)).toBe(false);
  });
});

describe('honest paths', () => {
  it.each([
    ['AC_UP', `${TO_AGREED} fin_accord:f`],
    ['AC_UP', `${TO_AGREED} fin_accord`],
    [
      'AC_UP',
      `${TO_ASK} proposition:n objection:m reponse_moyens:s repli:o coordonnees:c recapitulatif:o fin_accord`,
    ],
    ['AC_UP', `${TO_ASK} proposition:o coordonnees:r recapitulatif:c recapitulatif_corrige:o fin_accord`],
    [
      'DP_LIEN',
      `${TO_ONE_OFF} don_ponctuel:o coordonnees_ponctuel:o recapitulatif_ponctuel:o fin_ponctuel:l`,
    ],
    ['RA_MOYENS', `${TO_ONE_OFF} don_ponctuel:n fin_refus:o`],
    ['RA_CANAL', `${TO_ASK} proposition:p don_ponctuel`],
    ['AR_STOP', `${TO_ASK} proposition:a fin_arret:a`],
    ['OP_TEL', 'accroche:o moment:x fin_opposition:t'],
    ['NE_VULN', `${TO_ASK} proposition:v fin_neutre:v`],
    ['RS_ENTRETIEN', 'accroche:o moment:n fin_entretien:f'],
    ['RS_RACCROCHE', 'accroche'],
    ['RP_PERSO', 'accroche:o moment:r'],
    ['NJ_NRP', 'accroche'],
    ['NJ_OCC', ''],
    ['EF_DECEDE', ''],
    ['RP_INDECIS', ''],
  ])('%s by %s', (code, steps) => {
    expect(codes(steps, code)).toEqual([]);
  });

  it('a jump to a mark still missing is legal, whatever then closes the call', () => {
    // « accord » pressed at the proposition led to the contact data; the donor changed their mind.
    const jumped = `${TO_ASK} proposition coordonnees:o recapitulatif:n don_ponctuel:n fin_refus:o`;
    expect(codes(jumped, 'RA_REFLEX')).toEqual([]);
    expect(codes(`${TO_ASK} proposition coordonnees`, 'OP_TEL')).toEqual([]);
  });

  it('a stop hotkey pressed by mistake does not end the call', () => {
    const mistaken =
      'accroche fin_opposition accroche:o moment proposition:o coordonnees:o recapitulatif:o fin_accord';
    expect(codes(mistaken, 'AC_UP')).toEqual([]);
    expect(codes(mistaken, 'OP_TEL')).toEqual([]);
  });
});

describe('breaches', () => {
  it('R-03 no thank-you', () => {
    expect(codes('accroche:o moment', 'OP_TEL')).toEqual(['thanks']);
    expect(codes('accroche:o moment', 'RS_ENTRETIEN')).toEqual(['thanks']);
  });

  it('R-04 a refusal without the one-off offer', () => {
    expect(codes(`${TO_ASK} proposition:n objection:n repli`, 'RA_SUFFIT')).toEqual(['ask-one-off']);
  });

  it('a one-off gift without the monthly proposal', () => {
    const steps =
      'accroche:o moment:o merci don_ponctuel:o coordonnees_ponctuel:o recapitulatif_ponctuel:o fin_ponctuel';
    expect(codes(steps, 'DP_LIEN')).toEqual(['wrong-order', 'ask-1']);
  });

  it('an ask before the thank-you', () => {
    expect(codes('accroche proposition', 'RP_INDECIS')).toEqual(['wrong-order']);
  });

  it('an agreement without coordinates, read-back or e-mail', () => {
    expect(codes(`${TO_ASK} proposition`, 'AC_UP')).toEqual(['coordinates', 'read-back', 'email-announced']);
  });

  it('a read-back without an explicit yes, or answered no', () => {
    expect(codes(`${TO_ASK} proposition:o coordonnees:o recapitulatif fin_accord`, 'AC_UP')).toEqual([
      'read-back',
    ]);
    const refused = `${TO_ASK} proposition:o coordonnees:o recapitulatif:n don_ponctuel fin_accord`;
    expect(codes(refused, 'AC_UP')).toEqual(['read-back']);
  });

  it('a single gift that was read back is no agreement', () => {
    const gift = `${TO_ONE_OFF} don_ponctuel:o coordonnees_ponctuel:o recapitulatif_ponctuel:o fin_ponctuel`;
    expect(codes(gift, 'AC_UP')).toEqual(['read-back']);
    expect(codes(gift, 'DP_LIEN')).toEqual([]);
    const jump = jumpFor(script, path(gift), 'AC_UP');
    expect(jump?.node).toBe('recapitulatif');
    expect(codes(`${gift} recapitulatif:o fin_accord:f`, 'AC_UP')).toEqual([]);
  });

  it('a firm no closes without the single gift, and only a firm no does', () => {
    expect(codes(`${TO_ASK} proposition:f fin_refus:o`, 'RA_SANSMOTIF')).toEqual([]);
    expect(codes(`${TO_ASK} proposition:n objection`, 'RA_SANSMOTIF')).toEqual([]);
    expect(codes(`${TO_ASK} proposition:n objection:s`, 'RA_SUFFIT')).toContain('ask-one-off');
    expect(codes(`${TO_ASK} proposition:f don_ponctuel`, 'DP_LIEN')).toContain('broken-path');
  });

  it('a read-back of the monthly amount does not stand for the one-off gift', () => {
    const steps = `${TO_AGREED} fin_accord don_ponctuel:o coordonnees_ponctuel:o recapitulatif_ponctuel`;
    expect(codes(steps, 'DP_LIEN')).toEqual(['read-back']);
  });

  it.each([
    ['unknown-node', 'accroche:s ailleurs', 'NJ_NRP'],
    ['wrong-start', 'moment', 'NJ_NRP'],
    ['wrong-start', '', 'RS_RACCROCHE'],
    ['broken-path', 'accroche:z', 'NJ_NRP'],
    ['broken-path', 'accroche:s', 'NJ_NRP'],
    ['broken-path', 'accroche:s moment', 'NJ_NRP'],
    ['broken-path', 'accroche:r moment', 'NJ_REP'],
    ['illegal-jump', 'accroche moment', 'NJ_NRP'],
    ['illegal-jump', 'accroche:o moment:o merci repli', 'NE_MERCI'],
    ['illegal-jump', `${TO_ASK} proposition merci`, 'NE_MERCI'],
    ['illegal-jump', `${TO_ASK} proposition repli`, 'RP_INDECIS'],
    ['wrong-disposition', 'accroche:o moment:r', 'NJ_NRP'],
    ['wrong-disposition', 'accroche', 'ZZ_RIEN'],
    ['wrong-disposition', 'accroche', 'AC_RE'],
    ['wrong-disposition', '', 'EF_EPUISE'],
    ['wrong-disposition', '', 'EF_DNC'],
  ])('%s: %s, closed by %s', (breach, steps, code) => {
    expect(codes(steps, code)).toContain(breach);
  });

  it('an ask after the person answered that they want to stop', () => {
    const stopped = 'accroche:o moment:x fin_opposition';
    expect(codes(`${stopped} proposition`, 'OP_TEL')).toEqual(['ask-after-stop']);
    expect(codes(stopped, 'RA_MOYENS')[0]).toBe('ask-after-stop');
    expect(jumpFor(script, path(stopped), 'RA_MOYENS')).toBeUndefined();
    expect(codes(stopped, 'OP_TOUT')).toEqual([]);
  });

  it('says each breach once, in French', () => {
    const breaches = contractBreaches(script, path('accroche moment accroche'), 'AC_UP');
    expect(new Set(breaches.map((one) => one.needs ?? one.code)).size).toBe(breaches.length);
    for (const breach of breaches) expect(breach.text).toMatch(/^\p{Lu}.*\.$/u);
  });
});

describe('more asks than a call may hold', () => {
  const node = (marks: string[], to: string | undefined, ends = ['RA_AUTRE']) => ({
    title: 'Étape',
    say: 'Texte.',
    marks,
    answers: [{ key: 'n', label: 'Suite', ...(to ? { to } : { ends }) }],
  });
  const pushy = (asks: string[]) =>
    callScriptSchema.parse({
      version: 'v1',
      kind: 'upgrade',
      start: 'merci',
      nodes: {
        merci: node(['thanks'], 'a0'),
        ...Object.fromEntries(
          asks.map((mark, at) => [`a${at}`, node([mark], at + 1 < asks.length ? `a${at + 1}` : undefined)]),
        ),
      },
    });

  it('three monthly asks, or two one-off asks', () => {
    const monthly = pushy(['ask-1', 'ask-2', 'ask-2', 'ask-one-off']);
    expect(codes('merci:n a0:n a1:n a2:n a3:n', 'RA_AUTRE', monthly)).toEqual(['too-many-asks']);
    const oneOff = pushy(['ask-1', 'ask-one-off', 'ask-one-off']);
    expect(codes('merci:n a0:n a1:n a2:n', 'RA_AUTRE', oneOff)).toEqual(['too-many-asks']);
  });

  it('two monthly asks and a one-off are the limit', () => {
    expect(codes('merci:n a0:n a1:n a2:n', 'RA_AUTRE', pushy(['ask-1', 'ask-2', 'ask-one-off']))).toEqual([]);
  });

  it('a reactivation without the one-off flag needs none', () => {
    const without = { ...pushy(['ask-1']), kind: 'reactivation' as const };
    expect(codes('merci:n a0:n', 'RA_AUTRE', without)).toEqual([]);
    expect(codes('merci:n a0:n', 'RA_AUTRE', pushy(['ask-1']))).toEqual(['ask-one-off']);
  });
});

describe('where a hotkey pressed too early leads', () => {
  it.each([
    ['accroche', 'AC_UP', 'accroche'],
    ['accroche', 'RA_MOYENS', 'accroche'],
    ['accroche:o moment', 'AC_UP', 'merci'],
    // Another answer than yes names nobody.
    ['accroche:e fin_deces', 'AC_UP', undefined],
    ['accroche', 'OP_TEL', 'fin_opposition'],
    ['accroche', 'AR_STOP', 'fin_arret'],
    ['accroche', 'NE_VULN', 'fin_neutre'],
    ['accroche', 'RS_ENTRETIEN', 'fin_entretien'],
    ['accroche:o moment:o merci', 'AC_UP', 'proposition'],
    [`${TO_ASK} proposition`, 'RA_MOYENS', 'don_ponctuel'],
    [`${TO_ASK} proposition`, 'AC_UP', 'coordonnees'],
    [`${TO_ONE_OFF} don_ponctuel`, 'DP_LIEN', 'coordonnees_ponctuel'],
    [`${TO_ONE_OFF} don_ponctuel coordonnees_ponctuel`, 'DP_LIEN', 'recapitulatif_ponctuel'],
    [`${TO_ASK} proposition:o coordonnees`, 'AC_UP', 'recapitulatif'],
    [`${TO_ASK} proposition:o coordonnees:o recapitulatif`, 'AC_UP', 'recapitulatif'],
    [
      `${TO_ASK} proposition:o coordonnees:o recapitulatif:c recapitulatif_corrige`,
      'AC_UP',
      'recapitulatif_corrige',
    ],
    [`${TO_ASK} proposition:o coordonnees:o recapitulatif:o fin_accord`, 'AC_UP', undefined],
    ['accroche', 'NJ_NRP', undefined],
    ['accroche', 'RS_RACCROCHE', undefined],
  ])('at %s, %s → %s', (steps, code, node) => {
    expect(jumpFor(script, path(steps), code)?.node).toBe(node);
  });

  it('names the first mark missing, in speaking order', () => {
    expect(nextMarkNeeded(script, path('accroche'), 'AC_UP')).toBe('identity');
    expect(nextMarkNeeded(script, path('accroche:o moment'), 'AC_UP')).toBe('thanks');
    expect(nextMarkNeeded(script, path('accroche:o moment merci'), 'AC_UP')).toBe('ask-1');
    expect(nextMarkNeeded(script, path('accroche'), 'NJ_NRP')).toBeUndefined();
  });

  it('without a disposition, gives the first node of the script that bears the mark', () => {
    expect(nodeForMark(script, 'thanks')).toBe('merci');
    expect(nodeForMark(script, 'closing')).toBe('repondeur');
  });
});
