import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { probe } from '../../../tui/term/probe.ts';
import { fictitiousCard } from '../../support/workstation/fictitious-cards.ts';
import {
  openSeat,
  type Seat,
  type SessionTerminal,
  sessionTerminal,
} from '../../support/workstation/session-terminal.ts';

let seat: Seat;
let terminal: SessionTerminal;

beforeEach(() => {
  seat = openSeat();
  terminal = sessionTerminal();
});
afterEach(() => seat.session.close());

const LEFT = '\u001b[?2004l\u001b[?1049l\u001b[?25h\u001b[0m\r';
const isGivenBack = (one: SessionTerminal) => one.writes.join('').endsWith(LEFT);

describe('a session and its terminals', () => {
  it('finds the half-typed note on the next terminal after a cut, of another size', async () => {
    const first = await seat.session.attach(terminal);
    await terminal.see('─ Accroche ─');
    terminal.type('\u000ePréfère le so');
    await terminal.see('Préfère le so');
    terminal.input.emit('close');
    expect(await first.ended).toBe('detached');
    const next = sessionTerminal({ columns: 80, rows: 24 });
    seat.nowMs += 65_000;
    await seat.session.attach(next);
    await next.see('Préfère le so');
    await next.see('01:05');
    next.type('ir');
    await next.see('Préfère le soir');
    expect(seat.desk.log.filter((entry) => entry.method === 'nextCard')).toHaveLength(1);
  });

  it('a second terminal takes the session over; the first is given back and reads nothing more', async () => {
    const first = await seat.session.attach(terminal);
    await terminal.see('─ Accroche ─');
    const second = sessionTerminal();
    await seat.session.attach(second);
    await second.see('─ Accroche ─');
    expect(await first.ended).toBe('detached');
    await terminal.until(() => isGivenBack(terminal), 'the shell’s screen');
    const written = terminal.writes.length;
    terminal.type('o');
    second.type('o');
    await second.see('─ Un bon moment ? ─');
    expect(terminal.writes).toHaveLength(written);
  });

  it('a terminal lent and taken back is repainted in full', async () => {
    const attachment = await seat.session.attach(terminal);
    await terminal.see('─ Accroche ─');
    const before = terminal.text();
    attachment.lend();
    terminal.output.write('\u001b[5;5Htout autre chose');
    await terminal.see('tout autre chose');
    attachment.takeBack();
    await terminal.until(() => terminal.text() === before, 'the same screen');
  });

  it('quitting ends the attachment and the session', async () => {
    const attachment = await seat.session.attach(terminal);
    await terminal.see('─ Accroche ─');
    terminal.type('\u0011');
    await terminal.see(/o {2}Oui|Quitter/);
    terminal.type('o');
    expect(await attachment.ended).toBe('left');
    await seat.session.left;
    expect(isGivenBack(terminal)).toBe(true);
  });
});

describe('R-31 the terminal’s clipboard', () => {
  /** What it was told to hold, in order; « ! » empties it. */
  const held = () =>
    terminal.writes
      .join('')
      .split('\u001b]52;c;')
      .slice(1)
      .map((rest) => rest.slice(0, rest.indexOf('\u0007')));
  const number = Buffer.from('06 39 98 00 01').toString('base64');
  const allowed = (at: number) => {
    const card = fictitiousCard(at);
    return { ...card, campaign: { ...card.campaign, mayCopyNumber: true as const } };
  };

  it('has a card’s number by a key alone, until the card goes, or the terminal', async () => {
    seat = openSeat([allowed(1), allowed(2)]);
    const attachment = await seat.session.attach(terminal);
    await terminal.see('^Y Copier le n°');
    expect(held()).toEqual([]);
    terminal.type('\u0019');
    await terminal.see('Numéro copié');
    expect(held()).toEqual([number]);
    terminal.type('N');
    await terminal.see('TESTEUR-2');
    expect(held()).toEqual([number, '!']);
    terminal.type('\u0019');
    await terminal.see('Numéro copié');
    attachment.detach();
    await terminal.until(() => isGivenBack(terminal), 'the shell’s screen');
    expect(held().slice(2)).toEqual([number, '!']);
  });

  it('is not written where a terminal is told line by line, which says so', async () => {
    seat = openSeat([allowed(1)]);
    terminal = sessionTerminal({ env: { PLATEAU_LINEAR: '1' } });
    await seat.session.attach(terminal);
    await terminal.until(() => terminal.writes.join('').includes('Accroche'), 'the step');
    terminal.type('\u0019');
    await terminal.until(() => terminal.writes.join('').includes('ne copie pas'), 'the refusal');
    expect(held()).toEqual([]);
  });
});

describe('a pane that fails', () => {
  it('gives the terminal back first, then says its error', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const attachment = await seat.session.attach(terminal);
    await terminal.see('─ Accroche ─');
    seat.session.send({ type: 'live', text: undefined as never, lasting: true });
    await expect(attachment.ended).rejects.toThrow();
    await terminal.until(() => isGivenBack(terminal), 'the shell’s screen');
    vi.restoreAllMocks();
  });
});

describe('hostile terminals and data', () => {
  it('a name cannot move the cursor, change the title or reverse the line', async () => {
    const card = fictitiousCard(1);
    const name = 'Test\u001b]0;titre volé\u0007\u001b[2J\u001b[1;1H\u202eeur\u0000\u009b31m';
    seat.session.close();
    seat = openSeat([{ ...card, donor: { ...card.donor, lastName: name } }]);
    await seat.session.attach(terminal);
    await terminal.see('─ Accroche ─');
    const written = terminal.writes.join('');
    for (const forbidden of ['\u0007', '\u001b]', '\u001b[2J', '\u202e', '\u0000', '\u009b'])
      expect(written).not.toContain(forbidden);
    expect(terminal.text()).toContain('TEST');
  });

  it('wide, combining and right-to-left names keep the columns in place', async () => {
    const card = fictitiousCard(1);
    const names = ['王小明', 'Ze\u0301phyrine\u0301', 'تجربة', '👩‍👧 Test 🇫🇷', `Z${'\u0301'.repeat(200)}`];
    for (const lastName of names) {
      const other = openSeat([{ ...card, donor: { ...card.donor, lastName } }]);
      const screen = sessionTerminal();
      await other.session.attach(screen);
      await screen.see('─ Accroche ─');
      const rows = screen.text().split('\n');
      expect([...(rows[2] ?? '')].includes('│')).toBe(true);
      expect(rows.slice(3, 27).every((row) => row[40] === '│')).toBe(true);
      other.session.close();
    }
  });

  it('a reader that stalls makes frames skip, then sees the newest one', async () => {
    const attachment = await seat.session.attach(terminal);
    await terminal.see('─ Accroche ─');
    terminal.type('\u000e');
    await terminal.see('250 caractères');
    terminal.stall();
    const before = terminal.writes.length;
    for (let typed = 1; typed <= 100; typed += 1) {
      terminal.type('n');
      await terminal.until(() => noteLength() === typed, 'the letter in the state');
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(terminal.writes.length - before).toBeLessThanOrEqual(1);
    expect(attachment.sent.skipped).toBeGreaterThan(0);
    terminal.readOn();
    await terminal.see('150 caractères');
    expect(terminal.writes.length - before).toBeLessThanOrEqual(3);
  });

  it('survives a storm of sizes, tiny and absurd, and shows the last one', async () => {
    await seat.session.attach(terminal);
    await terminal.see('─ Accroche ─');
    const before = terminal.text();
    for (let wave = 0; wave < 60; wave += 1)
      terminal.resize({ columns: 20 + ((wave * 37) % 280), rows: 5 + ((wave * 13) % 95) });
    terminal.resize({ columns: 20, rows: 5 });
    await terminal.see('trop petite');
    terminal.resize({ columns: 300, rows: 100 });
    await terminal.see('─ Accroche ─');
    terminal.resize({ columns: 120, rows: 40 });
    await terminal.until(() => terminal.text() === before, 'the same screen as before');
  });

  it('sixty sessions in one process share nothing', async () => {
    const seats = await Promise.all(
      Array.from({ length: 60 }, async (_, at) => {
        const card = fictitiousCard(1);
        const one = openSeat([{ ...card, donor: { ...card.donor, lastName: `Testeur-${at}` } }]);
        const screen = sessionTerminal({
          columns: 80 + at,
          rows: 24 + (at % 20),
          env: at % 2 ? { NO_COLOR: '1' } : {},
        });
        await one.session.attach(screen);
        return { one, screen, at };
      }),
    );
    for (const { screen, at } of seats) await screen.see(`TESTEUR-${at}`);
    for (const { screen } of seats) screen.type('\u000e');
    for (const { screen, at } of seats) screen.type(`note ${at}`);
    for (const { screen, at } of seats) await screen.see(`note ${at}`);
    for (const { one, screen, at } of seats) {
      expect(screen.text()).not.toContain(`note ${at + 1} `);
      one.session.close();
    }
  });
});

describe('the probe', () => {
  it.each([
    [{}, 'utf-8', 'colour', 25],
    [{ LANG: 'C' }, 'ascii', 'colour', 25],
    [{ LANG: 'C.UTF-8' }, 'utf-8', 'colour', 25],
    [{ LANG: 'fr_BE@euro', LC_CTYPE: 'fr_BE.ISO-8859-15' }, 'latin-1', 'colour', 25],
    [{ LC_ALL: 'POSIX', LANG: 'fr_FR.UTF-8' }, 'ascii', 'colour', 25],
    [{ TERM: 'vt220' }, 'utf-8', 'mono', 25],
    [{ TERM: 'linux', NO_COLOR: '' }, 'utf-8', 'colour', 25],
    [{ TERM: 'screen-256color', NO_COLOR: '1' }, 'utf-8', 'mono', 25],
    [{ TERM: 'dumb' }, 'utf-8', 'bare', 25],
    [{ SSH_TTY: '/dev/pts/3' }, 'utf-8', 'colour', 120],
    [{ SSH_TTY: '/dev/pts/3', PLATEAU_ESC_MS: '300' }, 'utf-8', 'colour', 300],
    [{ PLATEAU_ESC_MS: 'beaucoup' }, 'utf-8', 'colour', 25],
    [{ PLATEAU_THEME: 'contrast', COLORFGBG: '0;15' }, 'utf-8', 'contrast', 25],
    [{ PLATEAU_THEME: 'clair' }, 'utf-8', 'light', 25],
    [{ COLORFGBG: '0;default;15' }, 'utf-8', 'light', 25],
    [{ COLORFGBG: '15;0' }, 'utf-8', 'colour', 25],
    [{ COLORFGBG: '15;'.repeat(99) }, 'utf-8', 'colour', 25],
    [{ PLATEAU_THEME: 'clair', TERM: 'linux' }, 'utf-8', 'contrast', 25],
    [{ COLORFGBG: '0;15', NO_COLOR: '1' }, 'utf-8', 'mono', 25],
  ])('%j', (env, charset, palette, escapeWaitMs) => {
    expect(probe(env)).toMatchObject({ charset, palette, escapeWaitMs });
  });
});

function noteLength(): number {
  const { stage } = seat.session.state();
  return stage.at === 'call' && stage.form?.kind === 'note' ? stage.form.field.text.length : -1;
}
