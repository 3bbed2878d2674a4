import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { buildWorkstation, openTestScreen, type TestScreen } from '../support/workstation/screen.ts';

/** What the keyboard does beside the calls, on a real terminal: one story each. */
let built: ReturnType<typeof buildWorkstation>;
let screen: TestScreen;

beforeAll(() => {
  built = buildWorkstation();
});
afterAll(() => built.remove());
afterEach(() => screen.close());

function open(env: Record<string, string> = {}): TestScreen {
  screen = openTestScreen({ bundle: built.bundle, env });
  return screen;
}
const asked = () => screen.desk().map((entry) => entry.method);

it('palette: a few letters find the action, do it, or say why not', async () => {
  open();
  await screen.see('─ Accroche ─');
  screen.press(':');
  await screen.see('Toutes les actions');
  screen.type('revenir');
  await screen.see('première étape du script');
  screen.press('ctrl-u');
  screen.type('correc');
  await screen.see('Corriger l’adresse');
  screen.press('enter');
  await screen.see('Corriger les coordonnées');
});

it('search: one’s own callback is found by its first letters and takes the place of the untouched card', async () => {
  open();
  await screen.see('Zéphyrine TESTEUR ');
  screen.press('/');
  await screen.see('Mes rappels et mes fiches du jour');
  await screen.see('TESTEUR · Exempleville · Refuse l’entretien · appel de');
  await screen.see('La fiche est close.');
  screen.type('testeur-3');
  await screen.until(() => !screen.text().includes('TESTEUR-2'), 'one record');
  screen.press('enter');
  await screen.until(
    () => screen.text().includes('TESTEUR-3') && screen.text().includes('─ Accroche ─'),
    'its card',
  );
  expect(asked()).toEqual(expect.arrayContaining(['ownRecords', 'releaseCard', 'openRecord']));
  screen.press('ctrl-r');
  await screen.see('Aujourd’hui');
  await screen.see('▸ Mme Zéphyrine TESTEUR-2 · Exempleville · Rappel demandé');
});

it('undo: the last disposition is taken back by two keys, and its record comes back with the note', async () => {
  open();
  await screen.see('─ Accroche ─');
  screen.press('ctrl-n');
  screen.type('Préfère le matin');
  await screen.see('caractères restants');
  screen.press('enter');
  await screen.see('Note gardée.');
  screen.press('N');
  await screen.see('TESTEUR-2');
  screen.press('U');
  await screen.see('Annuler la dernière qualification');
  await screen.see('« Ne répond pas »');
  screen.press('enter');
  await screen.see('Entrée ne suffit pas');
  screen.press('o');
  await screen.see('Qualification annulée : voici la fiche.');
  await screen.until(() => !screen.text().includes('TESTEUR-2'), 'the first record');
  screen.press('ctrl-n');
  await screen.see('Préfère le matin');
  expect(asked()).toEqual(expect.arrayContaining(['undo', 'releaseCard', 'openRecord']));
  screen.press('escape', 'N');
  await screen.see('TESTEUR-3');
  screen.press('J');
  await screen.see('Mes appels du jour');
  await screen.see('TESTEUR · Exempleville · Ne répond pas');
  screen.press('enter');
  await screen.see('Corriger la fin');
  screen.press('e');
  await screen.see('choisissez la bonne fin');
});

it('ethics: a stop word closes the ask, and the card may be set aside for the lead', async () => {
  open();
  await screen.see('─ Accroche ─');
  screen.press('o');
  await screen.see('─ Un bon moment ? ─');
  screen.press('D');
  await screen.see('Merci, sans demande');
  await screen.see('Plus aucune demande');
  screen.press('X');
  await screen.see('Plus personne n’appellera');
  screen.press('o');
  await screen.see('Votre chef d’équipe est prévenu.');
  await screen.see('TESTEUR-2');
  expect(asked()).toContain('freezeCard');
  expect(asked()).not.toContain('saveOutcome');
});

it('message: it is told at once, moves nothing under the fingers, and waits in the list of the day', async () => {
  open();
  await screen.see('─ Accroche ─');
  screen.press('ctrl-n');
  screen.type('Préfère le m');
  await screen.see('Préfère le m');
  screen.kill('SIGUSR2');
  await screen.see('Message de Léa Exemple : Pause commune à 19 h.');
  screen.type('atin');
  await screen.see('Préfère le matin');
  screen.press('enter');
  await screen.see('1 message : M');
  screen.press('M');
  await screen.see('Messages du jour');
  await screen.see('Pause commune à 19 h.');
  screen.press('escape');
  await screen.until(() => !screen.text().includes('1 message'), 'read');
});

it('pause: an untouched card goes back at once; during a call it waits for the end and takes the next card’s place', async () => {
  open();
  await screen.see('─ Accroche ─');
  screen.press('ctrl-p');
  await screen.see('En pause');
  await screen.see('sans appel compté');
  screen.press('ctrl-p');
  await screen.see('TESTEUR-2');
  screen.press('ctrl-t', 'ctrl-p');
  await screen.see('pause après cet appel');
  screen.press('ctrl-p');
  await screen.see('Pause annulée');
  screen.press('ctrl-p', 'N');
  await screen.see('En pause');
  await screen.see('« Ne répond pas » enregistré');
  expect(screen.text()).not.toContain('pause après cet appel');
  screen.press('enter');
  await screen.see('TESTEUR-3');
  const asked = screen.desk().map((entry) => entry.method);
  expect(asked.filter((method) => method !== 'script' && method !== 'recorded')).toEqual([
    ...['nextCard', 'releaseCard', 'pause', 'resume'],
    ...['nextCard', 'saveOutcome', 'pause', 'resume', 'nextCard'],
  ]);
});

it('time after an ending: the card is asked for when it is over, at once by Enter, and not at all by the pause', async () => {
  open({ CLOCK: 'real', WRAP_UP: '2', CARDS: '4' });
  await screen.see('TESTEUR ');
  screen.press('N');
  await screen.see('Entre deux fiches');
  await screen.see(/Dans : 00:0[12]/);
  const cards = () => screen.desk().filter((entry) => entry.method === 'nextCard').length;
  expect(cards()).toBe(1);
  await screen.see('TESTEUR-2');
  screen.press('N');
  await screen.see('Entre deux fiches');
  screen.press('enter');
  await screen.see('TESTEUR-3');
  screen.press('N');
  await screen.see('Entre deux fiches');
  screen.press('ctrl-p');
  await screen.see('En pause');
  await screen.see(/Durée : 00:0[2-9]/);
  expect(cards()).toBe(3);
  screen.press('enter');
  await screen.see('TESTEUR-4');
});
