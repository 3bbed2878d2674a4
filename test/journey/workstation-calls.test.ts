import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallOutcome } from '../../shared/call-outcome.ts';
import { buildWorkstation, openTestScreen, type TestScreen } from '../support/workstation/screen.ts';

let built: ReturnType<typeof buildWorkstation>;
let screen: TestScreen;

beforeAll(() => {
  built = buildWorkstation();
});
afterAll(() => built.remove());
afterEach(() => screen.close());

function open(env: Record<string, string> = {}, size: { columns?: number; rows?: number } = {}): TestScreen {
  screen = openTestScreen({ bundle: built.bundle, env, ...size });
  return screen;
}

/** Answers of the script, each once its step is on screen. */
async function walk(...steps: [string, string][]): Promise<void> {
  for (const [title, key] of steps) {
    await screen.see(`─ ${title} ─`);
    screen.press(key);
  }
}

async function recorded(count = 1): Promise<CallOutcome[]> {
  const outcomes = () => screen.desk().filter((entry) => entry.method === 'recorded');
  await screen.until(() => outcomes().length >= count, `${count} outcome(s)`);
  return outcomes().map((entry) => entry.argument as unknown as CallOutcome);
}

const TO_PROPOSAL: [string, string][] = [
  ['Accroche', 'o'],
  ['Un bon moment ?', 'o'],
  ['Merci', 's'],
  ['Ce que votre don permet', 's'],
];

describe('a call by keys', () => {
  it('R-04 R-05: an agreement, from the first word to the read-back', async () => {
    open();
    await walk(...TO_PROPOSAL, ['Première proposition', 'o'], ['Coordonnées', 'o'], ['Récapitulatif', 'o']);
    await screen.see('15 € (quinze euros) par mois');
    await screen.see('10 décembre 2026');
    screen.press('enter');
    await screen.see('Entrée ne répond pas ici');
    await walk(['Conclusion', 'f']);
    const [outcome] = await recorded();
    expect(outcome).toMatchObject({
      form: 'agreement',
      disposition: 'AC_UP',
      coordinates: 'oui',
      phoneSlot: 'TEL_MOBILE',
      agreement: { askLevel: '1', newAmount: { minor: 1500, currency: 'EUR' }, readBackYes: true },
    });
    expect(outcome?.path.at(-1)).toEqual({ node: 'fin_accord', answer: 'f' });
    await screen.see('« Augmentation » enregistré, fiche close, e-mail sous 48 h · U annule');
    await screen.see('TESTEUR-2');
  });

  it('R-04: a refusal pressed too early leads to the thank-you, the proposal and the single gift', async () => {
    open();
    await walk(['Accroche', 'o'], ['Un bon moment ?', 'tab']);
    await screen.see('deux lettres choisissent');
    screen.press('r', 'm');
    await screen.see('Remerciez d’abord. Ensuite « Moyens financiers ».');
    await walk(['Merci', 'tab']);
    await screen.see('deux lettres choisissent');
    screen.press('r', 'm');
    await screen.see('Faites d’abord la première proposition.');
    await walk(['Première proposition', 'tab']);
    await screen.see('deux lettres choisissent');
    screen.press('r', 'm');
    await screen.see('Proposez d’abord le don ponctuel.');
    await walk(['Don ponctuel', 'n'], ['Conclusion', 'r']);
    const [outcome] = await recorded();
    expect(outcome).toMatchObject({ form: 'plain', disposition: 'RA_MOYENS', coordinates: 'refus' });
    expect(outcome?.path.map((step) => step.node)).toContain('don_ponctuel');
  });

  it('R-04: an increase refused, a single gift accepted for another amount', async () => {
    open();
    await walk(...TO_PROPOSAL, ['Première proposition', 'p'], ['Don ponctuel', 'o']);
    await screen.see('Montant du don ponctuel');
    screen.type('45');
    await screen.see('45 € quarante-cinq euros');
    screen.press('enter');
    await walk(['Coordonnées', 'o'], ['Récapitulatif du don ponctuel', 'o']);
    await screen.see('45 € (quarante-cinq euros)');
    await walk(['Conclusion', 'l']);
    const [outcome] = await recorded();
    expect(outcome).toMatchObject({
      form: 'one-off',
      disposition: 'DP_LIEN',
      oneOff: { amount: { minor: 4500, currency: 'EUR' } },
    });
  });

  it('an amount that the donor names is bounded and is « LIBRE »', async () => {
    open();
    await walk(...TO_PROPOSAL, ['Première proposition', 'l']);
    await screen.see('Montant de l’accord');
    screen.type('5');
    await screen.see('Le montant va de 11 € à 100 € : vérifiez-le.');
    screen.press('ctrl-u');
    screen.type('12,50');
    await screen.see('douze euros et cinquante centimes');
    screen.press('enter');
    await walk(['Coordonnées', 'o'], ['Récapitulatif', 'o']);
    await screen.see('12,50 € (douze euros et cinquante centimes)');
    await walk(['Conclusion', 'f']);
    const [outcome] = await recorded();
    expect(outcome).toMatchObject({ agreement: { askLevel: 'LIBRE', newAmount: { minor: 1250 } } });
  });

  it('a callback typed, refused outside the windows, then chosen with the arrows', async () => {
    open();
    await screen.see('Accroche');
    screen.press('f4');
    await screen.see('Rappel : quand ?');
    screen.press('ctrl-u');
    screen.type('28/11 18:00');
    await screen.see('Pas d’appels ce jour-là');
    screen.press('enter');
    screen.press('ctrl-u');
    screen.type('24/11 18h30');
    await screen.see('Rappel mardi 24 novembre à 18:30');
    screen.press('right', 'right');
    await screen.see('Rappel mardi 24 novembre à 19:00');
    screen.press('enter');
    const [outcome] = await recorded();
    expect(outcome).toMatchObject({
      form: 'callback',
      disposition: 'RP_PERSO',
      callback: { atMs: Date.UTC(2026, 10, 24, 18) },
    });
  });

  it('R-05: corrections are checked as they are typed and leave with the outcome', async () => {
    open();
    await screen.see('Accroche');
    screen.press('ctrl-e');
    await screen.see('Corriger les coordonnées');
    screen.press('down', 'down', 'down', 'down', 'down', 'down', 'ctrl-u');
    screen.type('zephyrine');
    await screen.see('il manque le signe @');
    screen.press('enter');
    screen.type('@exemple.invalid');
    await screen.see('avant : z.testeur@exemple.invalid');
    screen.press('tab', 'tab', 'ctrl-u');
    screen.type('0639980002');
    await screen.see('sera composé : 06 39 98 00 02');
    screen.press('enter');
    await screen.see('Corrections gardées : 2.');
    await screen.see('zephyrine@exemple.invalid');
    screen.press('F');
    const [outcome] = await recorded();
    expect(outcome).toMatchObject({
      disposition: 'EF_FAUX',
      corrections: { EMAIL: 'zephyrine@exemple.invalid', TEL_MOBILE: '0639980002' },
    });
  });

  it('a note about health is refused as it is typed; a plain one leaves with the outcome', async () => {
    open();
    await screen.see('Accroche');
    screen.press('ctrl-n');
    screen.type('Parle de sa séropositivité');
    await screen.see('Ce texte parle de santé');
    screen.press('enter', 'ctrl-u');
    screen.type('Préfère le matin');
    await screen.see('234 caractères restants');
    screen.press('enter');
    await screen.see('Note gardée.');
    screen.press('N');
    const [outcome] = await recorded();
    expect(outcome).toMatchObject({ disposition: 'NJ_NRP', note: 'Préfère le matin' });
  });

  it('an objection asks a second key, and Escape takes it back', async () => {
    open();
    await walk(['Accroche', 'o'], ['Un bon moment ?', 'S']);
    await screen.see('Plus aucune demande : dites cette conclusion. Ensuite « Ne plus appeler ».');
    screen.press('f9');
    await screen.see('Enregistrer « Ne plus appeler » ?');
    screen.press('escape');
    await screen.until(() => !screen.text().includes('Enregistrer «'), 'the script again');
    screen.press('f9');
    await screen.see('Enregistrer « Ne plus appeler » ?');
    screen.press('o');
    const [outcome] = await recorded();
    expect(outcome?.disposition).toBe('OP_TEL');
    expect(outcome).not.toHaveProperty('coordinates');
  });

  it('« N » in the middle of a talk does not close the card at once', async () => {
    open();
    await walk(['Accroche', 'o'], ['Un bon moment ?', 'N']);
    await screen.see('Le script a commencé : quelqu’un a répondu.');
    screen.press('n');
    await screen.see('─ Un bon moment ? ─');
    expect(screen.desk().some((entry) => entry.method === 'saveOutcome')).toBe(false);
  });
});

describe('when things go wrong', () => {
  it('an outcome that does not reach the server stays on screen and is sent again with the same callId', async () => {
    open({ DESK_FAILS: 'saveOutcome' });
    await screen.see('Accroche');
    screen.press('N');
    await screen.see('NON ENVOYÉE');
    await screen.see('La fiche suivante attend');
    screen.press('enter');
    await screen.see('TESTEUR-2');
    const saves = screen.desk().filter((entry) => entry.method === 'saveOutcome');
    expect(new Set(saves.map((entry) => entry.argument)).size).toBe(1);
    expect(saves).toHaveLength(2);
  });

  it('no card: says why and when', async () => {
    open({ CARDS: '0' });
    await screen.see('Toutes les fiches ont été servies');
    await screen.see('Nouvel essai à 18:05');
    screen.press('ctrl-p', 'p');
    await screen.see('En pause');
    screen.press('enter');
    await screen.see('Pas de fiche pour l’instant');
    expect(screen.desk().map((entry) => entry.method)).toContain('resume');
  });

  it('login: a wrong password is said, the right one opens the first card', async () => {
    open({ LOGIN: '1' });
    await screen.see('Ouvrir la session');
    screen.type('camille\tmauvais\r');
    await screen.see('Identifiant ou mot de passe inconnu.');
    expect(screen.text()).not.toContain('mauvais');
    screen.type('secret-fictif\r');
    await screen.see('─ Accroche ─');
  });

  it('quit during a card asks first', async () => {
    open();
    await screen.see('Accroche');
    screen.press('ctrl-q');
    await screen.see('Elle sera rendue à la file');
    screen.press('n');
    await screen.see('─ Accroche ─');
    screen.press('ctrl-c', 'o');
    expect(await screen.ended()).toBe(0);
    expect(screen.isAlternate()).toBe(false);
    expect(screen.text()).toContain('Au revoir Camille. Aucune fiche close.');
    expect(screen.desk().map((entry) => entry.method)).toEqual([
      'nextCard',
      'script',
      'releaseCard',
      'logOut',
    ]);
  });
});
