import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { StoreReader } from '../../server/ports/store.ts';
import { exercisesOf } from '../../shared/practice.ts';
import { withKeys } from '../../tui/keys/named-keys.ts';
import { PRACTICE } from '../../tui/words/french-practice.ts';
import { referenceScript } from '../support/campaign/reference-campaign.ts';
import { plateau } from '../support/house/command-line.ts';
import type { Person } from '../support/house/staffed-installation.ts';
import { describeWith } from '../support/machine/programs.ts';
import { learnFirstModule } from '../support/ssh/learned-module.ts';
import { openSshFloor, type SshFloor } from '../support/ssh/ssh-floor.ts';
import { openSsh, openSshPlace } from '../support/ssh/ssh-screen.ts';
import { type SshStory, sshStory } from '../support/ssh/ssh-story.ts';
import { PRACTICE_KEYS } from '../support/workstation/practice-keys.ts';

/** A shift over `ssh`: one call of each family, told by the labels of the answers and the names of the actions. */
let floor: SshFloor;
let me: Person;
let story: SshStory;
/** Each story is another agent's; the last one has not practised. */
const AGENTS = 12;
const agents = Array.from({ length: AGENTS }, (_, at) => at)[Symbol.iterator]();
const agent = (at = AGENTS - 1): Person => floor.staff.agents[at] as Person;

const withSsh = describeWith('ssh');
const look = <T>(read: (rows: StoreReader) => Promise<T>) => floor.installation.look(read);
const leaseOf = (person: Person) => look((rows) => rows.records.leaseOfAgent(person.id));
const emailOf = (callId: string) => look((rows) => rows.emails.ofCall(callId));

/** The next agent logs in and has a card. */
async function begin(): Promise<void> {
  me = agent(agents.next().value);
  story = await floor.enter(me);
  await story.see('─ Accroche ─');
}

/** What this agent's only call was recorded as, once the screen says so. */
async function saved() {
  await story.see('enregistré, ');
  await story.see('─ Accroche ─');
  const [call, ...others] = await floor.callsOf(me);
  if (!call || others.length > 0) throw new Error(`${others.length + 1} calls instead of one`);
  return call;
}

const TO_PROPOSAL: readonly [string, string][] = [
  ['Accroche', 'Oui'],
  ['Un bon moment ?', 'Oui'],
  ['Merci', 'Suite'],
  ['Ce que votre don permet', 'Suite'],
];
const AGREED: readonly [string, string][] = [
  ['Première proposition', 'Oui'],
  ['Coordonnées', 'Tout est exact'],
  ['Récapitulatif', 'Oui, clairement'],
  ['Conclusion', 'Enregistrer l’accord'],
];

beforeAll(async () => {
  floor = await openSshFloor({ agents: AGENTS, cards: 60 });
});
afterEach(() => story?.screen.cut());
afterAll(() => floor.close());

function pieces(keys: readonly string[], size: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(keys.length / size) }, (_, at) =>
    keys.slice(at * size, (at + 1) * size),
  );
}

withSsh('a call over SSH', () => {
  it('R-04 R-05: an agreement, read back, and the e-mail waits for its hour', async () => {
    await begin();
    await story.answers(...TO_PROPOSAL, ...AGREED.slice(0, -1));
    await story.see('Nouveau don');
    story.presses('enter');
    await story.see('Entrée ne répond pas ici');
    await story.answers(...AGREED.slice(-1));
    const call = await saved();
    expect(call).toMatchObject({ disposition: 'AC_UP', askLevel: '1', coordinates: 'oui' });
    expect(call.newMinor).toBeGreaterThan(call.oldMinor ?? Number.POSITIVE_INFINITY);
    expect(await emailOf(call.callId)).toMatchObject({ kind: 'agreement', state: 'to-send' });
  });

  it('R-04: a single gift instead of the increase, for an amount of their own', async () => {
    await begin();
    await story.answers(
      ...TO_PROPOSAL,
      ['Première proposition', 'Plutôt un don ponctuel'],
      ['Don ponctuel', 'Oui'],
    );
    await story.see('Montant du don ponctuel');
    story.types('45');
    await story.see('quarante-cinq euros');
    story.does('accept', 'amount');
    await story.answers(
      ['Coordonnées', 'Tout est exact'],
      ['Récapitulatif du don ponctuel', 'Oui, clairement'],
    );
    await story.see('45 € (quarante-cinq euros)');
    await story.answers(['Conclusion', 'Don par le lien']);
    const call = await saved();
    expect(call).toMatchObject({ disposition: 'DP_LIEN', oneOffMinor: 4500, newMinor: null });
    expect(await emailOf(call.callId)).toMatchObject({ state: 'to-send' });
  });

  it('R-04: everything was proposed and refused; the reason is the donor’s', async () => {
    await begin();
    await story.answers(
      ...TO_PROPOSAL,
      ['Première proposition', 'Non ou hésite'],
      ['Écouter', '« Je n’ai pas les moyens »'],
      ['Réponse : les moyens', 'Une plus petite somme peut-être'],
      ['Seconde proposition', 'Non'],
      ['Don ponctuel', 'Non'],
    );
    await story.see('Refus : moyens financiers');
    await story.answers(['Conclusion', 'C’est exact']);
    expect(await saved()).toMatchObject({ disposition: 'RA_MOYENS', coordinates: 'oui', newMinor: null });
  });

  it('an objection is answered from the list and stays on the path; « ne plus m’appeler » asks a second key', async () => {
    await begin();
    await story.answers(['Accroche', 'Oui']);
    await story.see('─ Un bon moment ? ─');
    story.does('objections');
    await story.see('Vous êtes payé pour m’appeler ?');
    story.does('next-line', 'objections');
    story.does('note-objection', 'objections');
    await story.see('Objection notée');
    await story.answers(['Un bon moment ?', '« Ne m’appelez plus »'], ['Opposition', 'Ne plus appeler']);
    await story.see('Enregistrer « Ne plus appeler » ?');
    story.does('yes', 'confirm');
    const call = await saved();
    expect(call).toMatchObject({ disposition: 'OP_TEL', coordinates: null });
    expect(call.path.flatMap(({ objections = [] }) => objections)).toEqual(['deja']);
  });

  it('ethics: one key thanks without asking, another sets the card aside for the lead; nothing is counted', async () => {
    await begin();
    const record = (await leaseOf(me))?.recordId;
    await story.answers(['Accroche', 'Oui']);
    await story.see('─ Un bon moment ? ─');
    story.does('stop-bereaved');
    await story.see('─ Merci, sans demande ─');
    story.does('freeze');
    await story.see('Plus personne n’appellera');
    story.does('yes', 'freeze');
    await story.see('Votre chef d’équipe est prévenu.');
    await story.see('─ Accroche ─');
    expect(await floor.callsOf(me)).toEqual([]);
    expect(await look((rows) => rows.frozen.openOfRecord(record ?? 0))).toMatchObject({ agent: me.id });
    expect((await leaseOf(me))?.recordId).not.toBe(record);
  });

  it('a personal callback is written as it is said', async () => {
    await begin();
    story.does('close-RP_PERSO');
    await story.see('Rappel : quand ?');
    story.types('demain 18h');
    await story.see('Rappel mardi 24 novembre à 18:00');
    story.does('accept', 'callback');
    const call = await saved();
    expect(call).toMatchObject({
      disposition: 'RP_PERSO',
      callbackAtMs: Date.parse('2026-11-24T18:00+01:00'),
    });
    expect(await look((rows) => rows.records.byId(call.recordId))).toMatchObject({ owner: me.id });
  });

  it.each([
    ['nobody answers', 'NJ_NRP'],
    ['a wrong number', 'EF_FAUX'],
  ])('%s: one F-key, and the next card is there', async (_what, code) => {
    await begin();
    const before = (await leaseOf(me))?.recordId;
    story.does(`close-${code}`);
    expect(await saved()).toMatchObject({ disposition: code, recordId: before, coordinates: null });
    expect((await leaseOf(me))?.recordId).not.toBe(before);
  });
});

withSsh('beside the calls, over SSH', () => {
  it('R-05: an e-mail is corrected while it is spelt, and leaves with the outcome', async () => {
    await begin();
    await story.answers(['Accroche', 'Oui']);
    await story.see('─ Un bon moment ? ─');
    story.does('correct');
    await story.see('Corriger les coordonnées');
    for (let field = 0; field < 6; field += 1) story.does('next-field', 'correction');
    story.does('clear', 'correction');
    story.types('zephyrine');
    await story.see('il manque le signe @');
    story.types('@exemple.invalid');
    await story.gone('il manque le signe @');
    story.does('accept', 'correction');
    await story.see('Corrections gardées : 1.');
    await story.see('zephyrine@exemple.invalid');
    await story.answers(['Un bon moment ?', '« Je ne souhaite pas parler »']);
    await story.answers(['Refus de l’entretien', 'Enregistrer le refus d’entretien']);
    expect(await saved()).toMatchObject({
      disposition: 'RS_ENTRETIEN',
      coordinates: 'corrigees',
      changed: true,
    });
  });

  it('a disposition is taken back by two keys: the record returns with its note, the call counts no more', async () => {
    await begin();
    const before = (await leaseOf(me))?.recordId;
    story.does('note');
    await story.see('caractères restants');
    story.types('Préfère le matin');
    story.does('accept', 'note');
    await story.see('Note gardée.');
    story.does('close-NJ_NRP');
    await saved();
    story.does('undo');
    await story.see('Annuler la dernière qualification');
    story.does('yes', 'undo');
    await story.see('Qualification annulée : voici la fiche.');
    story.does('note');
    await story.see('Préfère le matin');
    expect((await leaseOf(me))?.recordId).toBe(before);
    expect(await floor.callsOf(me)).toEqual([]);
  });

  it('R-12: no card before the practice; seven exercises later the first one comes', async () => {
    me = agent();
    story = await floor.enter(me);
    await story.see(withKeys(PRACTICE.invite, undefined));
    expect(await leaseOf(me)).toBeUndefined();
    story.does('practice', 'waiting');
    const exercises = exercisesOf('upgrade', true);
    for (const [at, exercise] of exercises.entries()) {
      await story.see(PRACTICE.count(at + 1, exercises.length));
      await story.see(withKeys(PRACTICE.start, undefined).slice(0, 18));
      story.does('go-on', 'exercise');
      // The page of an exercise lies over the same first step: the keys of the call come once it is gone.
      await story.see(/^(?![\s\S]*Exercice \d sur)[\s\S]*─ Accroche ─/);
      // More than thirty keys read at once are a paste: a hand comes in pieces, and a busy host reads late.
      for (const piece of pieces(PRACTICE_KEYS[exercise] ?? [], 12)) {
        story.presses(...piece);
        await pause(250);
      }
      if (at + 1 === exercises.length) break;
      await story.see(PRACTICE.right);
      story.does('go-on', 'exercise');
    }
    await story.see('Entraînement passé');
    expect(await look((rows) => rows.training.of(me.id))).toMatchObject([{ kind: 'practice' }]);
    expect(await floor.callsOf(me)).toEqual([]);
    story.does('go-on', 'exercise');
    // the charity's modules follow; one is left for later, since the campaign does not require them.
    await learnFirstModule(story, [1, 2, 3, 1, 2]);
    expect(await look((rows) => rows.modules.learned(me.id, floor.staff.campaign))).toEqual(['association']);
    await story.see('─ Accroche ─');
    expect(await leaseOf(me)).toMatchObject({ agent: me.id });
  });
});

withSsh('somebody who never came before', () => {
  it('from `ssh` to a saved agreement in fewer than 40 keys, beside a phrase of their own: host key, drawn password and whole call; trained by their lead', async () => {
    const { installation, staff, home } = floor;
    const run = (person: Person, ...args: string[]) =>
      plateau(args, {
        env: { ...installation.env, PLATEAU_TOKEN_FILE: person.tokenFile },
        cwd: join(installation.folder, 'travail'),
      });
    const dates = ['--from', '2026-11-23', '--until', '2026-12-31', '--campaigns', staff.campaign];
    const made = await run(
      staff.dataOfficer,
      ...['account', 'create', 'nouvelle', '--name', 'Testeuse', '--role', 'agent', ...dates],
    );
    const password = /fois : (\S+)/.exec(made.stdout)?.[1] ?? '';
    const trained = ['training', 'record', 'nouvelle', staff.campaign, '--reason', 'Journée de formation'];
    expect((await run(staff.lead, ...trained)).status).toBe(0);
    // A machine that has never seen this host: OpenSSH asks whether it is the right one.
    const borrowed = openSshPlace(join(installation.folder, 'emprunt'), home.port);
    const options = borrowed.options.map((one) => one.replace('accept-new', 'ask'));
    story = sshStory(openSsh({ ...borrowed, options }, 'nouvelle'), referenceScript());
    await story.see('(yes/no');
    story.presses(...'yes', 'enter');
    await story.see('Mot de passe :');
    story.presses(...password, 'enter');
    const before = story.keys();
    for (const field of ['▸ Votre phrase', '▸ Encore une fois']) {
      await story.see(field);
      story.presses(...'brume violon escalier safran', 'enter');
    }
    const ownPhrase = story.keys() - before;
    await story.answers(...TO_PROPOSAL, ...AGREED);
    await story.see('enregistré, ');
    const id = await look(async (rows) => (await rows.accounts.byLogin('nouvelle'))?.id ?? '');
    expect(await floor.callsOf({ id })).toMatchObject([{ disposition: 'AC_UP' }]);
    expect(story.keys() - ownPhrase).toBeLessThan(40);
  });
});
