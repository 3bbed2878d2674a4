import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readKey } from 'openpgp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contactWorkbook } from '../../scripts/demo/contact-workbook.ts';
import { openWorkbooks } from '../../server/excel/workbooks.ts';
import { connectDesk } from '../../tui/client.ts';
import { REFERENCE_CAMPAIGN, referenceScript } from '../support/campaign/reference-campaign.ts';
import { type CommandDesk, commandDesk, SECOND_FACTOR } from '../support/house/command-desk.ts';
import { type Installation, openInstallation, type ServerProcess } from '../support/house/server-process.ts';
import { outcomeBy } from '../support/house/staffed-installation.ts';

/** An installation from nothing to its certificate, by the commands of the README only, each a process of the built bundle. */
const CAMPAIGN = 'UPG-FR-2026';
const FILE = 'UNION_UPG_FR_20261123.xlsx.pgp';
const CARDS = 60;
const MONDAY = '2026-11-23T17:05:00+01:00';
const WEDNESDAY_AFTER = '2026-12-02T09:00:00+01:00';

let place: Installation;
let server: ServerProcess;
let clock: string;
let office: CommandDesk;
const run: CommandDesk['run'] = (...args) => office.run(...args);
const done: CommandDesk['done'] = (...args) => office.done(...args);
const refused: CommandDesk['refused'] = (...args) => office.refused(...args);
const asked: CommandDesk['asked'] = (...args) => office.asked(...args);
const logIn = (login: string) => office.logIn(login);

beforeAll(async () => {
  place = await openInstallation(MONDAY);
  clock = MONDAY;
  office = commandDesk({ place, clock: () => clock, withCode: ['responsable', 'sacha'] });
});
afterAll(() => place.close());

describe('on the host, before anybody can enter', () => {
  it('says which variables are set, never their values', async () => {
    const shown = await done(['config'], /PLATEAU_DROP_URL\s+oui/, /PLATEAU_TLS_CERT_FILE\s+non/);
    expect(shown).not.toContain(place.folder);
  });

  it('keys: made once, then recognised; doctor says what to do before', async () => {
    const before = await run('doctor');
    expect(before.status).toBe(1);
    expect(before.stdout).toMatch(
      /DÉFAUT {2}ouverture — .+\[key-ring-missing\]\n {8}que faire : .+keys init/,
    );
    await done(['keys', 'init'], /^Trousseau créé : .+\nClé de la maison : [0-9A-F]{40}\n$/);
    await done(['keys', 'init'], /^Trousseau déjà là, phrase secrète juste/);
  });

  it('campaign: checked, loaded, loaded again', async () => {
    await done(['campaign', 'check', REFERENCE_CAMPAIGN], 'Campagne valide');
    await done(['campaign', 'create', REFERENCE_CAMPAIGN], `Campagne ${CAMPAIGN} chargée`, 'charity kit');
    await done(['campaign', 'create', REFERENCE_CAMPAIGN], `Campagne ${CAMPAIGN} chargée`);
  });

  it('charity: it gets the campaign’s key, we register its own', async () => {
    const armoured = await done(['keys', 'export', CAMPAIGN], /^-----BEGIN PGP PUBLIC KEY BLOCK-----/);
    expect((await readKey({ armoredKey: armoured })).isPrivate()).toBe(false);
    const file = join(place.folder, 'association.asc');
    writeFileSync(file, place.charity.publicKey);
    await done(['keys', 'add-charity', 'UNION', file], `Clé de UNION : ${place.charity.fingerprint}`);
    const workbooks = openWorkbooks();
    const clear = await contactWorkbook(workbooks.writer, { campaign: CAMPAIGN, count: CARDS, seed: 7 });
    await workbooks.close();
    writeFileSync(join(place.incoming, FILE), await place.charity.encryptFor(armoured, clear));
  });

  it('the first data officer: once', async () => {
    const args = ['account', 'bootstrap', 'responsable', '--name', 'Testeuse', '--until', '2026-12-31'];
    office.keepPassword('responsable', await done(args, 'responsable est responsable des données.'));
    await refused(args, 'accounts-exist');
  });
});

describe('the first day', () => {
  it('starts, and doctor finds every part good', async () => {
    await refused(['status'], 'not-logged-in');
    server = await place.start({ ...SECOND_FACTOR, PLATEAU_CLOCK_START: MONDAY });
    const stdout = await done(['doctor']);
    expect(stdout).not.toContain('DÉFAUT');
    for (const part of [
      'clé de la maison',
      'dépôt SFTP',
      'relais d’e-mails',
      'ligne téléphonique — manuelle (aucun PBX)',
      'journal',
      'campagne',
      'association',
    ])
      expect(stdout).toContain(`bon     ${part}`);
  });

  it('the data officer logs in, the secret typed and never shown, and hires', async () => {
    const wrong = await asked(
      ['login', 'responsable'],
      ['Mot de passe :', 'mot de passe faux'],
      '[login-refused]',
    );
    expect([wrong.status, wrong.screen]).toEqual([1, expect.stringContaining('[login-refused]')]);
    expect(wrong.screen).not.toContain('faux');
    await logIn('responsable');
    expect(statSync(place.env.PLATEAU_TOKEN_FILE ?? '').mode & 0o777).toBe(0o600);
    for (const [login, role] of [
      ['camille', 'agent'],
      ['alex', 'agent'],
      ['dominique', 'lead'],
      ['sacha', 'ops'],
    ] as const) {
      const dates = ['--from', '2026-11-23', '--until', '2026-12-31', '--campaigns', CAMPAIGN];
      const args = ['account', 'create', login, '--name', 'Testeur', '--role', role, ...dates];
      office.keepPassword(login, await done(args, `${login} : `));
    }
    await done(['account', 'list'], /sacha\s+exploitation/i);
    await done(
      ['account', 'list', '--effective'],
      /responsable\s+responsable des données\s+ouvert.+code\s/,
      /sacha\s+exploitation.+code à enregistrer\s+jamais/,
    );
    await done(['account', 'sessions'], /responsable\s+1\s/);
    await refused(['import'], 'role-refused');
  });

  it('R-68, R-71 contracts seen and instructions of the charity are written down', async () => {
    const dates = ['--from', '2026-11-23', '--until', '2026-12-31', '--proof', 'signed-contract'];
    const contract = ['staff', 'record', 'camille', '--kind', 'fixed-term', ...dates];
    await done(contract, 'camille : CDD, du 23 novembre 2026 au 31 décembre 2026 inclus.');
    await refused(contract, 'contract-overlap');
    await done(
      ['staff', 'list'],
      /camille\s+téléacteur\s+CDD\s+2026-11-23\s+2026-12-31.+en cours/,
      /alex\s+téléacteur\s+—.+aucun contrat inscrit/,
      'Effectif : 1 personne : 1 CDD',
    );
    const given = ['--by', 'Direction des dons', '--on', '2026-11-23', '--reason', 'durée convenue'];
    const unlawful = ['instruction', 'refuse', CAMPAIGN, 'Garder les fiches un an de plus', ...given];
    await done(unlawful, 'Instruction refusée', 'Avertissez l’association');
    await done(['instruction', 'list'], /Garder les fiches un an de plus\s+refusée\s+durée convenue/);
  });

  it('ops brings the charity’s file in', async () => {
    await logIn('sacha');
    await done(['import'], FILE);
    await done(['import', CAMPAIGN, FILE, '--check'], 'rien n’est importé', /lignes livrées\s+60/);
    await done(['status'], /fiches\s+0 ouverte/);
    await done(['import', CAMPAIGN, FILE], `Fichier importé : ${FILE}`, /acceptées\s+\d+/);
    await refused(['import', CAMPAIGN, FILE], 'file-already-imported');
  });

  it('agents call', async () => {
    const script = referenceScript();
    for (const [login, code] of [
      ['camille', 'AC_UP'],
      ['alex', 'RP_PERSO'],
    ] as const) {
      const { desk } = await connectDesk({ url: server.url });
      expect((await desk.logIn(login, office.passwords.get(login) ?? '')).owes).toBe('passphrase');
      await expect(desk.nextCard()).rejects.toMatchObject({ code: 'passphrase-owed' });
      await desk.choosePassphrase(`brume violon escalier ${code}`);
      const next = await desk.nextCard();
      if (next.kind === 'none') throw new Error(next.why);
      await desk.saveOutcome(outcomeBy(script, next.card, code));
      await desk.logOut();
      await desk.close();
    }
  });

  it('the lead sees the floor and moves a callback', async () => {
    await logIn('dominique');
    await done(['floor'], /camille\s+absent/, /Appels\s+Utiles\s+Accords/);
    const move = [
      'reassign',
      '--from',
      'alex',
      '--state',
      'rappel',
      '--to',
      'camille',
      '--reason',
      'Alex absent',
    ];
    await done([...move, '--dry-run'], 'À blanc : 1 fiche bougerait.', /camille\s+1/);
    await done(move, /1 fiche déplacée\. N° [0-9a-f-]{36}/);
    await done([...move, '--dry-run'], 'À blanc : aucune fiche ne bougerait.');
    await refused(['status'], 'role-refused');
  });

  it('the lead changes their own phrase, by the present one, and goes on', async () => {
    await office.changePhrase('dominique', 'lanterne cuivre orage sapin');
    await done(['floor'], /camille/);
  });

  it('F-04 F-05 the lead verifies the agreement against its trace, and prints its consent', async () => {
    const [waiting] = JSON.parse(await done(['verify', 'list', '--json']));
    const { callId } = waiting as { callId: string };
    await done(['verify', 'list', '--campaign', CAMPAIGN], callId, /camille/);
    await done(
      ['verify', 'show', callId],
      'à vérifier',
      /Récapitulatif → Oui, clairement/,
      'Le contrat du script est respecté.',
      /Je récapitule\. Votre don passe de/,
    );
    await done(['verify', 'approve', callId], 'Accord approuvé.');
    await done(['verify', 'list'], 'Aucun accord à vérifier.');
    await refused(['verify', 'reject', callId, '--reason', 'doute sur le oui'], 'check-decided');
    await done(
      ['consent', 'show', callId, '--reason', 'essai de contestation'],
      /Accord donné au téléphone — vaut aujourd’hui/,
      /Votre don passe de .+ par mois\./s,
      /entrées relues, chaîne entière/,
      'empreintes et journal concordent',
    );
  });
});

describe('nine days later', () => {
  it('the session is over, and the next one delivers the week once', async () => {
    expect(await server.stop()).toBe(0);
    expect(server.said()).toContain('Plateau est arrêté.');
    clock = WEDNESDAY_AFTER;
    server = await place.start({ ...SECOND_FACTOR, PLATEAU_CLOCK_START: clock, PLATEAU_SCHEDULE: 'on' });
    await refused(['floor'], 'session-ended');
    await logIn('sacha');
    const first = await done(['deliver', 'weekly', CAMPAIGN], 'Remis dans le dépôt', /lignes\s+1/);
    const second = await done(
      ['deliver', 'weekly', CAMPAIGN],
      'Déjà remis : rien n’a été envoyé une seconde fois.',
    );
    expect(second.split('\n').slice(1)).toEqual(first.split('\n').slice(1));
    await done(['deliver', 'report', CAMPAIGN, '--week', '2026-W48'], 'Remis dans le dépôt', /lignes\s+14/);
  });

  it('the campaign ends: final file only once closed', async () => {
    await refused(['deliver', 'final', CAMPAIGN], 'campaign-open');
    const close = ['campaign', 'close', CAMPAIGN, '--reason', 'fin de l’essai', '--confirm', CAMPAIGN];
    await done(close, `Campagne ${CAMPAIGN} close`);
    await done(['deliver', 'final', CAMPAIGN], 'Remis dans le dépôt');
    await done(['status'], 'close', /fichier final/);
    const names = readdirSync(place.outgoing).filter((name) => name.endsWith('.pgp'));
    expect(names).toHaveLength(4);
    for (const name of names) {
      const clear = await place.charity.open(
        readFileSync(join(place.outgoing, name)),
        (await run('keys', 'export')).stdout,
      );
      expect(Buffer.from(clear.subarray(0, 2)).toString()).toBe('PK');
    }
  });

  it('the data officer verifies, plans, and destroys by typing the code', async () => {
    await logIn('responsable');
    await done(['audit', 'verify'], /^Journal intègre : \d+ entrées/);
    const sent = () => place.look(async (rows) => (await rows.emails.countByState(CAMPAIGN)).sent);
    await expect.poll(sent, { interval: 200, timeout: 30_000 }).toBe(1);
    const plan = await done(['purge', 'plan', CAMPAIGN], /Support\s+Quoi\s+Nombre\s+Méthode/);
    expect(plan).not.toContain('Attention');
    const args = ['purge', 'run', CAMPAIGN, '--verifier', 'Autre Testeuse'];
    await refused(args, 'not-a-terminal');
    const question = 'Tapez le code de la campagne';
    // Nobody destroys alone: the lead, at their own desk, agrees to it.
    const alone = await asked(args, [question, CAMPAIGN], '[approval-needed]');
    const approval = /approval approve ([0-9a-f-]{36})/.exec(alone.screen.replaceAll('\n', ' '))?.[1] ?? '';
    await refused(['approval', 'approve', approval, '--reason', 'moi-même'], 'approval-own');
    const lead = office.beside('jeton-dominique');
    await lead.logIn('dominique');
    await lead.done(
      ['approval', 'list'],
      /destruction d’une campagne\s+UPG-FR-2026\s+demandée\s+responsable/,
    );
    await lead.done(['approval', 'approve', approval, '--reason', 'inventaire relu'], 'Accordée');
    const mistaken = await asked(args, [question, 'UPG-FR-2025'], '[code-mismatch]');
    expect([mistaken.status, mistaken.screen]).toEqual([1, expect.stringContaining('[code-mismatch]')]);
    const purged = await asked(args, [question, CAMPAIGN], 'Recherche finale');
    expect([purged.status, purged.screen]).toEqual([
      0,
      expect.stringMatching(/détruite\. Attestation n° ATT-UPG-FR-2026-/),
    ]);
    expect(purged.screen).toContain('aucune trace retrouvée');
    await refused(['keys', 'export', CAMPAIGN], 'campaign-key-missing');
    await done(['logout'], 'Session fermée.');
    await refused(['audit', 'verify'], 'not-logged-in');
  });

  it('nothing that was said held a stack, English of a library, or a secret', () => {
    const all = office.said
      .join('\n')
      .replace(/-----BEGIN PGP.+?-----END PGP[^\n]+/gs, '')
      .replaceAll(/PLATEAU_(SECOND_FACTOR|DATABASE_STANDBY).*/g, '');
    expect(all).not.toMatch(/\n\s+at .+:\d+/);
    expect(all).not.toMatch(/\b(error:|usage:|unknown|required|is invalid|undefined|NaN|\[object)/i);
    expect(all).not.toContain('phrase secrète de l’essai');
    for (const [login, password] of office.passwords)
      expect([login, all.split(password).length - 1]).toEqual([login, 1]);
    for (const [login, phrase] of office.phrases)
      expect([login, all.includes(phrase)]).toEqual([login, false]);
  });
});
