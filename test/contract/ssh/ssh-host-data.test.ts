import { afterEach, expect, it } from 'vitest';
import type { Card } from '../../../shared/card.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { type HostRoom, openHostRoom } from '../../support/ssh/ssh-host-room.ts';
import { openSsh, type SshScreen } from '../../support/ssh/ssh-screen.ts';
import { fictitiousCard } from '../../support/workstation/fictitious-cards.ts';

/** What donors are called, what people paste and how they drag their windows, through OpenSSH's client to the SSH host. */
let room: HostRoom;
afterEach(() => room.close());

const withSsh = describeWith('ssh');
const ESC = '\u001b';

async function enter(size: { readonly columns: number; readonly rows: number }): Promise<SshScreen> {
  const screen = openSsh(room.place, 'camille', { args: ['-i', room.key], ...size });
  await screen.see('─ Accroche ─');
  return screen;
}

function cardOf(donor: Partial<Card['donor']>): Card {
  const card = fictitiousCard(1);
  return { ...card, donor: { ...card.donor, ...donor } };
}

withSsh('donors of every script', () => {
  it.each([
    ['wide', '王小明'],
    ['accented by combining signs', 'Ze\u0301phyrine\u0301'],
    ['written from right to left', 'تجربة'],
    ['of emoji', '👩‍👧 Test 🇫🇷'],
    ['of two hundred accents', `Z${'\u0301'.repeat(200)}`],
  ])('a name %s keeps the columns in their places', async (_kind, lastName) => {
    room = await openHostRoom({ cards: [cardOf({ lastName })] });
    const screen = await enter({ columns: 120, rows: 40 });
    const rows = screen.text().split('\n').slice(3, 27);
    for (const row of rows) expect(row[40]).toBe('│');
    await screen.cut();
  });

  it('escape sequences in every field move, erase, rename and answer nothing', async () => {
    const evil = `Test${ESC}]0;titre volé\u0007${ESC}[2J${ESC}[1;1H${ESC}[6n${ESC}P+q544e${ESC}\\\u202eeur\u0000\u009b31m\u008d\r\n`;
    const clean = fictitiousCard(1);
    const fields = Object.fromEntries(Object.keys(clean.donor.fields).map((name) => [name, evil]));
    const donor = { lastName: evil, firstName: evil, fields: fields as Card['donor']['fields'] };
    room = await openHostRoom({ cards: [{ ...cardOf(donor), why: evil, note: evil } as Card] });
    const screen = await enter({ columns: 120, rows: 40 });
    expect(screen.text()).toContain('TEST');
    screen.press('ctrl-e');
    await screen.see('Corriger les coordonnées');
    const received = screen.received();
    const forbidden = ['\u0007', `${ESC}]`, `${ESC}P`, `${ESC}[6n`, '\u202e', '\u0000', '\u009b', '\u008d'];
    for (const sequence of forbidden) expect(received.includes(sequence)).toBe(false);
    screen.press('escape');
    await screen.see('─ Accroche ─');
    await screen.cut();
  });
});

withSsh('windows', () => {
  it('300×100 is used whole', async () => {
    room = await openHostRoom();
    const screen = await enter({ columns: 300, rows: 100 });
    // What is waited for first may come before the rest of so large a frame.
    const rows = () => screen.text().split('\n');
    await expect.poll(() => rows().slice(90).join('')).toContain('Quitter');
    expect(rows().filter((row) => row.length > 290).length).toBeGreaterThan(0);
    await screen.cut();
  });

  it('a storm of sizes in the middle of a note loses no letter; the last size is the one shown', async () => {
    room = await openHostRoom();
    const screen = await enter({ columns: 120, rows: 40 });
    screen.press('ctrl-n');
    await screen.see('250 caractères restants');
    const note = 'Préfère le mardi soir, sonner deux fois';
    for (const [at, letter] of [...note].entries()) {
      screen.press(letter);
      for (let wave = 0; wave < 8; wave += 1)
        screen.resize(80 + ((at * 37 + wave * 53) % 220), 24 + ((at * 13 + wave * 29) % 76));
    }
    screen.resize(20, 5);
    await screen.see('trop petite');
    screen.resize(80, 24);
    await screen.see(note);
    const before = screen.text();
    screen.press('\u000c');
    await screen.see(note);
    expect(screen.text().split('\n').slice(1)).toEqual(before.split('\n').slice(1));
    expect(room.failures).toEqual([]);
    await screen.cut();
  });
});

withSsh('pastes', () => {
  it('a megabyte, bracketed or not, ends in a full note and a living screen; nothing is saved', async () => {
    // The line's budget would stretch three of them over a minute; it has its own test.
    room = await openHostRoom({ limits: { lineBurstBytes: 2 ** 23 } });
    const screen = await enter({ columns: 80, rows: 24 });
    const megabyte = 'oN!S\n'.repeat(200_000);
    screen.press(`${ESC}[200~${megabyte}${ESC}[201~`);
    await screen.see('Le texte collé est ignoré ici');
    screen.press('ctrl-n');
    await screen.see('─ Note ─');
    screen.press(`${ESC}[200~${megabyte}${ESC}[201~`);
    await screen.see('0 caractère');
    screen.press('escape');
    await screen.see('─ Accroche ─');
    screen.press(megabyte, '?');
    await screen.see(/Toutes les touches|─ Accroche ─/);
    expect(room.desk('camille').log.map(({ method }) => method)).not.toContain('saveOutcome');
    await screen.cut();
  });
});

withSsh('keys of one’s own', () => {
  it('those in the person’s file on the host serve, and the screen names them', async () => {
    room = await openHostRoom({ keysFile: 'corriger: f11\n' });
    const screen = await enter({ columns: 80, rows: 24 });
    expect(screen.text()).toContain('F11 Corriger');
    screen.press('\u001b[23~');
    await screen.see('Corriger les coordonnées');
    await screen.cut();
  });

  it('a file that cannot be used is said, and the usual keys serve', async () => {
    room = await openHostRoom({ keysFile: 'inventee: ctrl-g\n' });
    const screen = await enter({ columns: 120, rows: 40 });
    await screen.see('Aucune action ne s’appelle « inventee »');
    expect(screen.text()).toContain('^E Corriger');
    await screen.cut();
  });
});
