import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decrypt, readMessage, readPrivateKey } from 'openpgp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostKeyFile } from '../../../scripts/cli/serve-ssh.ts';
import { openKeyCopies } from '../../../server/vault/key-ring-copy.ts';
import { openHostKey } from '../../../tui/ssh/host-key.ts';
import { seatDesk } from '../../../tui/ssh/seat-desk.ts';
import { referenceScript } from '../../support/campaign/reference-campaign.ts';
import { freePort } from '../../support/machine/free-port.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { makeCharityKeys } from '../../support/sftp/charity-keys.ts';
import {
  GUESSED,
  type HostRoom,
  LEADS_WORD,
  openHostRoom,
  PASSWORD,
} from '../../support/ssh/ssh-host-room.ts';
import { openSsh, openSshBatch } from '../../support/ssh/ssh-screen.ts';
import { scriptedDesk } from '../../support/workstation/scripted-desk.ts';

/** The SSH host shows the workstation, and nothing else, to the real OpenSSH client. */
let room: HostRoom;
beforeAll(async () => {
  room = await openHostRoom();
});
afterAll(() => room.close());

const byKey = () => ({ args: ['-i', room.key] });
const batch = (...args: string[]) => openSshBatch('ssh', room.place, ['-i', room.key, ...args]);

describeWith('ssh', 'sftp')('only the workstation', () => {
  it.each([
    ['a command', ['camille@127.0.0.1', 'id']],
    ['a shell without terminal', ['-T', 'camille@127.0.0.1']],
    ['a command on a terminal', ['-tt', 'camille@127.0.0.1', 'sh']],
    ['a subsystem', ['-s', 'camille@127.0.0.1', 'netconf']],
  ])('refuses %s', async (_, args) => {
    const { status, said } = await batch(...args);
    expect(status).not.toBe(0);
    expect(said).not.toMatch(/uid=|Accroche/);
    expect(said).toMatch(/request failed|a besoin d’un terminal/);
  });

  it('refuses files', async () => {
    const { status, said } = await openSshBatch('sftp', room.place, ['-i', room.key, 'camille@127.0.0.1']);
    expect(status).not.toBe(0);
    expect(said).toMatch(/subsystem request failed/);
  });

  it('refuses ports, sockets, the agent and X11, inwards and outwards, while the screen goes on', async () => {
    const port = await freePort();
    const screen = openSsh(room.place, 'camille', {
      args: [
        '-i',
        room.key,
        '-A',
        '-X',
        '-v',
        '-L',
        `${port}:127.0.0.1:22`,
        '-R',
        '46992:127.0.0.1:22',
        '-R',
        '/tmp/plateau-x:127.0.0.1:22',
      ],
      env: { DISPLAY: ':77' },
    });
    await screen.see('─ Accroche ─');
    await screen.hear(/remote port forwarding failed for listen port/);
    await screen.hear(/remote port forwarding failed for listen path/);
    await screen.hear(/X11 forwarding request failed/);
    // OpenSSH listens for -L itself; each connection to it is refused by the host.
    const refusedAt = await new Promise<string>((done) => {
      const socket = connect(port, '127.0.0.1');
      socket
        .on('close', () => done('closed'))
        .on('data', () => done('data'))
        .on('error', () => done('closed'));
    });
    expect(refusedAt).toBe('closed');
    await screen.hear(/administratively prohibited/);
    await screen.cut();
    const quiet = await batch(
      '-o',
      'ExitOnForwardFailure=yes',
      '-N',
      '-R',
      '46993:127.0.0.1:22',
      'camille@127.0.0.1',
    );
    expect(quiet.status).toBe(255);
    const jump = await batch('-W', '127.0.0.1:22', 'camille@127.0.0.1');
    expect(jump.said).toMatch(/administratively prohibited|stdio forwarding failed/);
  });

  it('does not tell which logins exist, and lets nobody in without proof', async () => {
    const known = await batch('marie@127.0.0.1');
    const unknown = await batch('personne@127.0.0.1');
    expect([known.status, unknown.status]).toEqual([255, 255]);
    expect(known.said.replaceAll('marie', 'personne')).toBe(unknown.said);
  });

  it('asks whoever must wait for a code or a lead’s word, and lets them in with it', async () => {
    const own = await openHostRoom();
    const screen = openSsh(own.place, GUESSED);
    await screen.see('Mot de passe :');
    screen.press(PASSWORD, 'enter');
    await screen.see('Trop d’essais manqués.');
    await screen.see('ou mot de passage de votre chef d’équipe :');
    screen.press(LEADS_WORD, 'enter');
    await screen.see('─ Accroche ─');
    await own.close();
  });

  it('honours TERM and LANG: an old terminal gets ASCII and no private modes', async () => {
    const screen = openSsh(room.place, 'camille', {
      args: ['-i', room.key, '-o', 'SendEnv=LANG LC_ALL'],
      env: { TERM: 'vt100', LANG: 'C', LC_ALL: 'C' },
    });
    await screen.see('Accroche');
    const text = screen.received().slice(screen.received().indexOf('Plateau'));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: looking for DEC private modes is the test
    expect(text).not.toMatch(/\u001b\[\?|[^\u0000-\u007f]/);
    await screen.cut();
  });

  it('honours the size and its changes, however wild', async () => {
    const screen = openSsh(room.place, 'camille', { ...byKey(), columns: 120, rows: 40 });
    await screen.see('─ Propositions ─');
    for (const [columns, rows] of [
      [20, 5],
      [300, 100],
      [80, 24],
      [500, 3],
      [120, 40],
    ] as const)
      screen.resize(columns, rows);
    await screen.see('─ Propositions ─');
    await screen.cut();
    expect(room.failures).toEqual([]);
  });
});

describeWith('ssh')('the password again', () => {
  it('after a while without keys; the wrong ones are refused, the right one brings the screen back', async () => {
    const quick = await openHostRoom({ times: { lockMs: 400, keepMs: 600_000 } });
    const screen = openSsh(quick.place, 'camille', { args: ['-i', quick.key] });
    await screen.see('Poste verrouillé');
    expect(screen.text()).not.toContain('TESTEUR');
    screen.press('mauvais', 'enter');
    await screen.see('incorrect');
    screen.press(PASSWORD, 'enter');
    await screen.see('Entrée seule : pas de code.');
    expect(screen.text()).not.toContain('TESTEUR');
    screen.press('4827', 'enter');
    await screen.see('Le même code, encore');
    screen.press('4827', 'enter');
    await screen.see('─ Accroche ─');
    await screen.see('Votre code (ou');
    screen.press('1928', 'enter');
    await screen.see('Encore 2 essais.');
    screen.press('4827', 'enter');
    await screen.see('─ Accroche ─');
    await screen.see('Votre code (ou');
    for (const said of ['Encore 2 essais.', 'Encore 1 essai.']) {
      screen.press('1928', 'enter');
      await screen.see(said);
    }
    screen.press('1928', 'enter');
    await screen.see('Trois codes faux');
    screen.press('4827', 'enter');
    await screen.see('incorrect');
    expect(quick.notes).toEqual(['chosen', 'used', 'ended']);
    screen.press('ctrl-d');
    await screen.ended();
    expect(quick.host.seats()).toBe(1);
    await quick.close();
    expect(quick.tokens.size).toBe(0);
  });

  it('nobody comes back: the card is given back and the session is closed', async () => {
    const quick = await openHostRoom({ times: { lockMs: 200, keepMs: 200 } });
    const screen = openSsh(quick.place, 'camille', { args: ['-i', quick.key] });
    await screen.see('Poste resté verrouillé');
    expect(await screen.ended()).toBe(0);
    expect(quick.desk('camille').log.at(-1)).toEqual({ method: 'logOut' });
    expect([quick.host.seats(), quick.tokens.size]).toEqual([0, 0]);
    await quick.close();
  });
});

describeWith('ssh')('an access that is closed', () => {
  it('leaves nothing on the screen, and no session', async () => {
    const screen = openSsh(room.place, 'camille', byKey());
    await screen.see('─ Accroche ─');
    room.desk('camille').live({ kind: 'session-ended', text: 'Votre accès vient d’être fermé.' });
    expect(await screen.ended()).toBe(0);
    await screen.see('Votre accès vient d’être fermé.');
    expect(screen.isAlternate()).toBe(false);
    expect(screen.text()).not.toContain('TESTEUR');
    expect([room.host.seats(), room.tokens.size]).toEqual([0, 0]);
  });
});

describe('logging in again at the screen itself', () => {
  const desk = scriptedDesk({ cards: [], script: referenceScript(), nowMs: () => 0 });
  const renewed: string[] = [];
  const seatOf = (account: string) =>
    seatDesk({
      desk,
      account,
      login: 'camille',
      renewed: async (token) => void renewed.push(token),
      accessEnded: () => {},
      displaced: () => {},
    });

  it('is for the person that SSH let in, and renews their session', async () => {
    const { account, token } = await desk.logIn('camille', 'secret-fictif');
    const other = expect.objectContaining({ code: 'other-person' });
    await expect(seatOf(account).logIn('dominique', 'secret-fictif')).rejects.toEqual(other);
    await expect(seatOf('somebody').logIn('camille', 'secret-fictif')).rejects.toEqual(other);
    expect(renewed).toEqual([]);
    await seatOf(account).logIn(' Camille ', 'secret-fictif');
    expect(renewed).toEqual([token]);
  });
});

describe('the host’s key', () => {
  it('is made once, 0600, and never replaced', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plateau-cle-'));
    const file = join(folder, 'ssh', 'host_ed25519');
    const made = openHostKey(file);
    expect(made.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
    expect(openHostKey(file)).toEqual(made);
    chmodSync(file, 0o640);
    expect(() => openHostKey(file)).toThrow(expect.objectContaining({ code: 'host-key-exposed' }));
    chmodSync(file, 0o600);
    writeFileSync(file, 'abîmée');
    expect(() => openHostKey(file)).toThrow(expect.objectContaining({ code: 'host-key-unreadable' }));
    expect(readFileSync(file, 'utf8')).toBe('abîmée');
    rmSync(folder, { recursive: true });
  });

  it('lies with the key ring, moves there once from the data folder of before, and is in the ring’s copy', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plateau-cle-'));
    const [keysDir, dataDir] = [join(folder, 'data-keys'), join(folder, 'data')];
    const former = openHostKey(join(dataDir, 'ssh', 'host_ed25519'));
    const file = hostKeyFile({ keysDir, dataDir });
    expect(file.startsWith(keysDir)).toBe(true);
    expect(openHostKey(file)).toEqual(former);
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
    expect(readdirSync(join(dataDir, 'ssh'))).toEqual([]);
    // A restored data folder is empty: the machines of agents meet the same key.
    rmSync(dataDir, { recursive: true });
    expect(openHostKey(hostKeyFile({ keysDir, dataDir })).fingerprint).toBe(former.fingerprint);

    mkdirSync(join(keysDir, 'house'));
    const officer = await makeCharityKeys();
    const copies = openKeyCopies(keysDir, async () => officer.publicKey);
    const made = await copies.make({ folder: join(folder, 'usb'), atMs: 0 });
    expect(made.map(({ part }) => part)).toEqual(['house', 'ssh']);
    const sealed = readFileSync(join(folder, 'usb', 'trousseau-ssh.tar.pgp'));
    const { data } = await decrypt({
      message: await readMessage({ binaryMessage: sealed }),
      decryptionKeys: await readPrivateKey({ armoredKey: officer.privateKey }),
      format: 'binary',
    });
    const tar = Buffer.from(data as Uint8Array).toString('latin1');
    expect(tar).toContain('ssh/host_ed25519');
    expect(tar).toContain(former.private.trim());
    rmSync(folder, { recursive: true });
  });
});
