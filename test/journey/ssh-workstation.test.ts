import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeStepAt, oneTimeCode } from '../../server/domain/access/one-time-code.ts';
import type { StoreReader } from '../../server/ports/store.ts';
import { plateau } from '../support/house/command-line.ts';
import {
  type Installation,
  openInstallation,
  rpcOf,
  type ServerProcess,
} from '../support/house/server-process.ts';
import { type Person, type Staff, staffInstallation } from '../support/house/staffed-installation.ts';
import { freePort } from '../support/machine/free-port.ts';
import { describeWith } from '../support/machine/programs.ts';
import { openSsh, openSshPlace, type SshPlace, type SshScreen } from '../support/ssh/ssh-screen.ts';

/** Agents on borrowed machines with nothing but an SSH client, against `plateau serve --ssh`. */
let place: Installation;
let staff: Staff;
let server: ServerProcess;
let home: SshPlace;
let key: string;

const withSsh = describeWith('ssh');
/** Screens that were cut hold their cards: a stop would wait for them. */
const AT_ONCE = { PLATEAU_STOP_SECONDS: '0' };
/** The first telephone number on the card. */
const phoneOn = (screen: SshScreen) => /0\d(?: \d\d){4}/.exec(screen.text())?.[0] ?? 'no card';
const agent = (at: number): Person => staff.agents[at] as Person;
const auditOf = async (rows: StoreReader, action: string) =>
  (await Array.fromAsync(rows.audit.each())).filter((entry) => entry.action === action);
const calls = () => place.look(async (rows) => await Array.fromAsync(rows.calls.each(staff.campaign)));
const run = (args: readonly string[], person: Person) =>
  plateau(args, {
    env: { ...place.env, PLATEAU_TOKEN_FILE: person.tokenFile },
    cwd: join(place.folder, 'travail'),
  });

function fromBase32(text: string): Uint8Array {
  const bits = [...text].map((sign) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'),
  );
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2));
}

async function start(change = {}): Promise<void> {
  server = await place.start({ ...place.env, ...change }, '--ssh');
}

/** By password, as a person without a key does. */
async function enter(person: Person, options = {}): Promise<SshScreen> {
  const screen = openSsh(home, person.login, options);
  await screen.see('Mot de passe :');
  screen.press(person.password, 'enter');
  return screen;
}

beforeAll(async () => {
  place = await openInstallation('2026-11-23T17:05:00+01:00');
  staff = await staffInstallation(place, 6);
  const fileName = await staff.giveContactFile(60);
  const port = await freePort();
  Object.assign(place.env, { PLATEAU_SSH_LISTEN: `127.0.0.1:${port}` });
  home = openSshPlace(join(place.folder, 'poste'), port);
  key = home.makeKey('cle');
  await start(AT_ONCE);
  await rpcOf(server.url, staff.ops.token).operations.importFile.mutate({
    campaign: staff.campaign,
    fileName,
  });
});
afterAll(() => place.close());

withSsh('the door', () => {
  it('shows the fingerprint that OpenSSH sees, and keeps its key for its owner alone', async () => {
    const { stdout } = await run(['ssh', 'fingerprint'], staff.ops);
    const scanned = execFileSync('ssh-keyscan', ['-t', 'ed25519', '-p', String(home.port), '127.0.0.1'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const seen = execFileSync('ssh-keygen', ['-lf', '-'], { input: scanned, encoding: 'utf8' });
    expect(stdout.trim()).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    expect(seen).toContain(stdout.trim());
    expect(server.said()).toContain(stdout.trim());
  });

  it('R-30: a password opens the workstation, a full call is saved in fewer than 40 keys, Ctrl-Q ends it', async () => {
    const screen = await enter(agent(0));
    // The other number is for later.
    await screen.walk(['─ Accroche ─', 'N'], ['maintenant ?', 'n']);
    // The password, Enter, and two keys.
    expect([...agent(0).password].length + 3).toBeLessThan(40);
    await screen.see('enregistré, ');
    await screen.see('─ Accroche ─');
    expect(await calls()).toMatchObject([{ agent: agent(0).id, disposition: 'NJ_NRP' }]);
    screen.press('ctrl-q');
    await screen.see('rendue à la file');
    screen.press('o');
    expect(await screen.ended()).toBe(0);
    expect(screen.isAlternate()).toBe(false);
    expect(screen.text()).toContain('Au revoir Testeur. Une fiche close.');
    const opened = await place.look(async (rows) => (await auditOf(rows, 'session.open')).at(-1));
    expect(opened).toMatchObject({ actor: agent(0).id });
  });

  it('a wrong password is refused in French and counted; another role is told where to go', async () => {
    const screen = openSsh(home, agent(1).login);
    await screen.see('Mot de passe :');
    screen.press('pas le bon', 'enter');
    await screen.see('Identifiant ou mot de passe incorrect.');
    screen.press(agent(1).password, 'enter');
    await screen.see('─ Accroche ─');
    await screen.cut();
    const ops = await enter(staff.ops);
    await ops.see(/Cette porte est celle des téléacteurs, de l’annuaire et d\s*e « Ce soir »/);
    await ops.cut();
    expect(await place.look(async (rows) => (await auditOf(rows, 'session.refused')).length)).toBe(1);
  });

  it('a key registered by the data officer opens without a question, and no more once removed', async () => {
    const refused = await run(['account', 'key', 'add', agent(2).login, `${key}.pub`], staff.ops);
    expect(refused.stderr).toContain('[role-refused]');
    const added = await run(['account', 'key', 'add', agent(2).login, `${key}.pub`], staff.dataOfficer);
    const fingerprint = /SHA256:\S+/.exec(added.stdout)?.[0] ?? '';
    expect(execFileSync('ssh-keygen', ['-lf', `${key}.pub`], { encoding: 'utf8' })).toContain(fingerprint);
    const screen = openSsh(home, agent(2).login, { args: ['-i', key] });
    await screen.see('─ Accroche ─');
    expect(screen.text()).not.toContain('Mot de passe');
    await screen.cut();
    const notHis = openSsh(home, agent(3).login, { args: ['-i', key] });
    await notHis.see('Mot de passe :');
    await notHis.cut();
    expect((await run(['account', 'key', 'list', agent(2).login], staff.dataOfficer)).stdout).toContain(
      fingerprint,
    );
    await run(['account', 'key', 'remove', agent(2).login, fingerprint], staff.dataOfficer);
    const after = openSsh(home, agent(2).login, { args: ['-i', key] });
    await after.see('Mot de passe :');
    await after.cut();
    const written = await place.look(async (rows) =>
      (await Array.fromAsync(rows.audit.each())).filter((one) => one.action.startsWith('account.key')),
    );
    expect(written.map((one) => [one.action, one.actor, one.subject])).toEqual([
      ['account.key-add', staff.dataOfficer.id, agent(2).id],
      ['account.key-remove', staff.dataOfficer.id, agent(2).id],
    ]);
    expect(JSON.stringify(written)).not.toContain('zephyrin');
    expect(readFileSync(`${key}.pub`, 'utf8')).toContain('zephyrin');
  });
});

withSsh('an account that demands a code', () => {
  it('asks for it after the password or the key, refuses a wrong one, takes each once', async () => {
    const { stdout } = await run(['account', 'totp', agent(3).login], staff.dataOfficer);
    const secret = fromBase32(/fois : ([A-Z2-7]+)/.exec(stdout)?.[1] ?? '');
    const { nowMs } = await rpcOf(server.url).session.clock.query();
    const code = oneTimeCode(secret, codeStepAt(nowMs));
    const byRpc = rpcOf(server.url).session.logIn.mutate({
      login: agent(3).login,
      password: agent(3).password,
    });
    await expect(byRpc).rejects.toMatchObject({ data: { appCode: 'code-needed' } });
    const screen = await enter(agent(3));
    await screen.see('Code à six chiffres :');
    screen.press(code === '000000' ? '111111' : '000000', 'enter');
    await screen.see('Ce code n’est pas le bon');
    screen.press(code, 'enter');
    await screen.see('─ Accroche ─');
    await screen.cut();
    await run(['account', 'key', 'add', agent(3).login, `${key}.pub`], staff.dataOfficer);
    const byKey = openSsh(home, agent(3).login, { args: ['-i', key] });
    await byKey.see('Code à six chiffres :');
    expect(byKey.text()).not.toContain('Mot de passe');
    byKey.press(code, 'enter');
    await byKey.see('il a déjà servi');
    byKey.press(oneTimeCode(secret, codeStepAt(nowMs) + 1), 'enter');
    await byKey.see('─ Accroche ─');
    await byKey.cut();
    await run(['account', 'totp', agent(3).login, '--off'], staff.dataOfficer);
    const after = await enter(agent(3));
    await after.see('─ Accroche ─');
    await after.cut();
    const written = await place.look(async (rows) =>
      (await Array.fromAsync(rows.audit.each())).map((one) => one.action),
    );
    expect(written).toEqual(expect.arrayContaining(['account.code-demand', 'account.code-forget']));
  });
});

withSsh('a line that is cut', () => {
  it('the same person finds the same screen, the same half-typed field; a second login takes over', async () => {
    const first = await enter(agent(4));
    await first.see('─ Accroche ─');
    const phone = phoneOn(first);
    expect(phone).not.toBe('no card');
    first.press('ctrl-n', 'Rappeler sa fi');
    await first.see('Rappeler sa fi');
    await first.cut();
    const second = await enter(agent(4), { columns: 100, rows: 30 });
    await second.see('Rappeler sa fi');
    await second.see('Vous retrouvez votre poste');
    second.press('lle');
    await second.see('Rappeler sa fille');
    const third = await enter(agent(4));
    await third.see('Rappeler sa fille');
    await third.see('Vous avez repris votre poste');
    expect(await second.ended()).toBe(0);
    expect(second.text()).toContain('Votre poste a été repris depuis une autre connexion.');
    expect(second.isAlternate()).toBe(false);
    third.resize(120, 40);
    await third.see('Rappeler sa fille');
    third.press('escape');
    await third.see('─ Accroche ─');
    expect(phoneOn(third)).toBe(phone);
    third.press('N');
    await third.see('enregistré, ');
    expect((await calls()).filter((call) => call.agent === agent(4).id)).toHaveLength(1);
    await third.cut();
  });
});

withSsh('a screen left alone, a server that stops', () => {
  it('locks, hides the card, asks the password; the field is as it was', async () => {
    await server.stop();
    await start({ ...AT_ONCE, PLATEAU_SSH_LOCK_SECONDS: '4' });
    const screen = await enter(agent(5));
    await screen.see('─ Accroche ─');
    const phone = phoneOn(screen);
    screen.press('ctrl-n', 'Sonner deux fois');
    await screen.see('Poste verrouillé — Testeur');
    expect(screen.text()).not.toContain(phone);
    screen.press('pas le bon', 'enter');
    await screen.see('Identifiant ou mot de passe incorrect.');
    screen.press(agent(5).password, 'enter');
    await screen.see('un code de 4 à 8 chiffres, à vous ?');
    screen.press('1234', 'enter');
    await screen.see('Trop facile à deviner');
    screen.press('4827', 'enter');
    await screen.see('Le même code, encore');
    screen.press('4827', 'enter');
    await screen.see('Sonner deux fois');
    expect(screen.text()).not.toContain(agent(5).password);
    await screen.see('Votre code (ou');
    screen.press('4827', 'enter');
    await screen.see('Sonner deux fois');
    const unlocks = () => place.look((rows) => auditOf(rows, 'session.unlock'));
    expect((await unlocks()).map(({ detail }) => detail.by ?? 'password')).toEqual(['password', 'code']);
    expect(
      (await place.look((rows) => auditOf(rows, 'session.lock-code'))).map(({ detail }) => detail),
    ).toEqual([{ what: 'chosen' }]);
    screen.press('escape');
    await screen.see('─ Accroche ─');
    await screen.cut();
  });

  it('warns every screen, serves no new card, waits for the open call, says goodbye', async () => {
    await server.stop();
    await start({ PLATEAU_STOP_SECONDS: '20' });
    const screen = await enter(agent(5));
    await screen.see('─ Accroche ─');
    const stopped = server.stop();
    await screen.see('J’attends 1 appel (20 s au plus)');
    // Past the wait of a fresh card; another number, if its record has one, is for later.
    await screen.see(/appel 00:0[2-9]/);
    screen.press('N');
    await screen.see(/maintenant \?|enregistré|Le serveur s’arrête\./);
    if (screen.text().includes('maintenant ?')) screen.press('n');
    expect(await stopped).toBe(0);
    expect(await screen.ended()).toBe(0);
    expect(screen.text()).toContain('Le serveur s’arrête.');
    expect(await place.look((rows) => rows.records.leaseOfAgent(agent(5).id))).toBeUndefined();
    expect((await calls()).filter((call) => call.agent === agent(5).id)).toHaveLength(1);
  });
});
