import { describe, expect, it } from 'vitest';
import { dispositionLabel } from '../../../../shared/disposition-labels.ts';
import { keyLabel } from '../../../../tui/keys/key-labels.ts';
import { loadedCampaign } from '../../../support/campaign/reference-campaigns.ts';
import { TimedHand } from '../../../support/workstation/timed-hand.ts';

/** A call as a hand plays it: what it is, the keys, and how many 0.4.0 took for the same, where they were counted. */
interface Played {
  readonly family: string;
  readonly keys: readonly string[];
  readonly code: string;
  readonly before?: number;
}

/** The four screens before the first proposal: Enter goes on. */
const TO_ASK = ['enter', 'enter', 'enter', 'enter'];
const CALLS: readonly Played[] = [
  { family: 'Ne répond pas', keys: ['f1'], code: 'NJ_NRP', before: 1 },
  { family: 'Raccroche à l’accroche', keys: ['f7'], code: 'RS_RACCROCHE', before: 2 },
  { family: 'Refuse l’entretien', keys: ['f6', 'f'], code: 'RS_ENTRETIEN', before: 3 },
  { family: 'Rappel', keys: ['f4', ...'demain 18h', 'enter'], code: 'RP_PERSO', before: 12 },
  { family: 'Opposition', keys: ['S', 't', 'o'], code: 'OP_TEL', before: 4 },
  { family: 'Personne vulnérable', keys: ['V', 'v', 'o'], code: 'NE_VULN', before: 4 },
  { family: 'Deuil', keys: ['D', 'm'], code: 'NE_MERCI' },
  { family: 'Accord', keys: [...TO_ASK, 'o', 'enter', 'o', 'f'], code: 'AC_UP', before: 12 },
  { family: 'Refus de tout', keys: [...TO_ASK, 'n', 'n', 'n', 'n', 'o'], code: 'RA_SANSMOTIF', before: 13 },
  { family: 'Refus : pas les moyens', keys: [...TO_ASK, 'n', 'm', 'n', 'o'], code: 'RA_MOYENS' },
  { family: 'Non, fermement', keys: [...TO_ASK, 'f', 'r'], code: 'RA_SANSMOTIF' },
  {
    family: 'Refus, puis don ponctuel',
    keys: [...TO_ASK, 'n', 'n', 'n', 'o', 'enter', 'enter', 'o', 'l'],
    code: 'DP_LIEN',
    before: 16,
  },
  { family: 'Raccroche après la proposition', keys: [...TO_ASK, 'f7', 'o'], code: 'RA_SANSMOTIF' },
];

/** Slower than any repeat: every key is meant. */
const PAUSE_MS = 1600;

function endOf({ keys }: Played, script = loadedCampaign('upgrade-fr').script): readonly string[] {
  return new TimedHand({ script }).press(PAUSE_MS, ...keys).endings;
}

function page(): string {
  const rows = CALLS.map(({ family, keys, code, before }) => {
    const shown = keys.map((key) => (key === ' ' ? 'espace' : keyLabel(key))).join(' ');
    return `| ${family} | ${dispositionLabel(code, 'FR')} | ${keys.length} | ${before ?? '–'} | ${shown} |`;
  });
  return [
    '# Combien de touches par appel',
    '',
    'Page écrite par un test qui joue ces appels au clavier, sur le script de `upgrade-fr` : ne la modifiez pas à la main.',
    'Entrée fait suivre l’appel ; la touche qui vérifie l’adresse enregistre le motif entendu.',
    '',
    '| Appel | Enregistré comme | Touches | En 0.4.0 | Lesquelles |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

describe('keys per call', () => {
  it.each(CALLS)('$family takes that many keys, the last of which records it', (call) => {
    expect(endOf(call)).toEqual([call.code]);
    expect(endOf({ ...call, keys: call.keys.slice(0, -1) })).toEqual([]);
    if (call.before !== undefined) expect(call.keys.length).toBeLessThanOrEqual(call.before);
  });

  it('the goals hold: no answer 1, agreement 8, refusal of everything 9', () => {
    const keysOf = (family: string) => CALLS.find((one) => one.family === family)?.keys.length;
    expect([keysOf('Ne répond pas'), keysOf('Accord'), keysOf('Refus de tout')]).toEqual([1, 8, 9]);
  });

  it.each(['upgrade-be', 'upgrade-ch'] as const)('%s takes the same keys', (folder) => {
    for (const call of CALLS) expect(endOf(call, loadedCampaign(folder).script)).toEqual([call.code]);
  });

  it('is the page of the sheets', async () => {
    await expect(page()).toMatchFileSnapshot('../../../../server/campaigns/fiches/touches-par-appel.md');
  });
});
