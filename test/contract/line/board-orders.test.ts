import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { connectLineBoard } from '../../../scripts/cli/line/line-board-desk.ts';
import { openLineSeatDesk } from '../../../server/http/line-seat-desk.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { askHelp } from '../../../server/steps/floor/ask-help.ts';
import { readMessages } from '../../../server/steps/floor/send-message.ts';
import { savePledge } from '../../../server/steps/line/save-pledge.ts';
import { planSeats } from '../../../server/steps/seats/plan-seats.ts';
import { lineBoardMessageFor } from '../../../tui/line-board/line-board-keys.ts';
import { performOrder } from '../../../tui/line-board/line-board-orders.ts';
import { lineBoardScreen } from '../../../tui/line-board/line-board-screen.ts';
import {
  emptyLineBoard,
  type LineBoardMessage,
  type LineBoardState,
} from '../../../tui/line-board/line-board-state.ts';
import { lineBoardUpdate } from '../../../tui/line-board/line-board-update.ts';
import { PLEDGE_LINE_FOLDER } from '../../support/campaign/pledge-line.ts';
import { type AccessHouse, openAccessHouse } from '../../support/house/access-house.ts';
import { typedPledge } from '../../support/line/pledge-room.ts';
import { LINE, lineFiles } from '../../support/seats/line-house.ts';

/** A real server with the shipped line, a volunteer at a seat, a lead at the board. */
let house: AccessHouse;
let board: Awaited<ReturnType<typeof connectLineBoard>>;
let state: LineBoardState;
let volunteer: Awaited<ReturnType<AccessHouse['hire']>>;

async function hear(message: LineBoardMessage | undefined): Promise<void> {
  if (!message) return;
  const { state: next, commands } = lineBoardUpdate(state, message);
  state = next;
  for (const command of commands)
    if (command.do !== 'leave' && command.do !== 'repaint')
      await hear(
        await performOrder(board.desk.orders, command).catch(
          (error: Error): LineBoardMessage => ({ type: 'refused', text: error.message }),
        ),
      );
}

/** Keys by their names; what is longer than a name is typed. */
async function press(...keys: readonly string[]): Promise<string> {
  for (const name of keys) {
    const isText = name.length > 1 && !['enter', 'escape', 'down', 'up'].includes(name);
    const letters = isText ? [...name] : [name];
    for (const one of letters)
      await hear(lineBoardMessageFor(state, one.length === 1 ? { name: one, text: one } : { name: one }));
  }
  return shown();
}

const shown = (): string =>
  lineBoardScreen(state, house.clock.nowMs())
    .map((one) => one.map(({ text }) => text).join(''))
    .join('\n');

/** Somebody sits there with a badge. */
async function seat(person: string, name: string) {
  const fromMs = house.clock.nowMs() + 60_000;
  const { rpc } = await house.enter('lea.ligne');
  const hours = { fromMs, toMs: fromMs + 3_600_000, capacity: 2 };
  const { slot } = await rpc.seats.addSlot.mutate({ campaign: LINE, site: 'MAISON', ...hours });
  const { signup } = await rpc.seats.signUp.mutate({ slot, person });
  const account = await house.hire('badge.un', 'volunteer', { campaigns: [LINE] });
  await house.app.store.write(async (rows) => {
    await rows.slots.changeSignup(signup, { account: account.id });
    await rows.slots.addCode({ hash: 'marque', signup, author: 'essai', atMs: fromMs });
    await rows.slots.spendCode('marque', name, fromMs);
  });
  return account;
}

beforeAll(async () => {
  house = await openAccessHouse('off');
  await house.app.vault.createCampaign(LINE, 'UNION');
  await loadCampaign(house.app, { dir: PLEDGE_LINE_FOLDER, actor: 'essai' });
  await planSeats(house.app, { actor: 'essai', files: lineFiles() });
  await house.hire('lea.ligne', 'lead', { campaigns: [LINE] });
  const agent = await house.hire('camille.ligne', 'agent', { campaigns: [LINE] });
  volunteer = await seat('Ada Testeur', 'MAISON-03');
  await savePledge(house.app, agent, {
    ...{ campaign: LINE, callId: randomUUID() },
    form: typedPledge({ amount: '400' }),
  });
  const { token } = await house.enter('lea.ligne');
  board = await connectLineBoard({ url: house.server.url, token });
});
afterAll(async () => {
  await board?.close();
  await house?.close();
});
beforeEach(async () => {
  state = emptyLineBoard({ columns: 80, rows: 24 });
  const { rpc } = await house.enter('lea.ligne');
  await hear({ type: 'came', boards: await rpc.line.boards.query() });
});

describe('the keys of the board of a line', () => {
  it('d changes a threshold with a reason, within its bounds, and u takes it back', async () => {
    expect(await press('d')).toMatch(/15 {3}0 à 15 +MAISON → PARTENAIRE/);
    expect(await press('enter', '99', 'enter')).toContain('Un nombre de 0 à 15.');
    await press('escape', 'd', 'enter', '8', 'enter');
    expect(await press('non', 'enter')).toContain('Le motif demande cinq signes au moins.');
    const done = await press(' sept absents', 'enter');
    expect(done).toContain('Seuil 15 → 8. Aucun standard');
    expect(done).toMatch(/ {2}8 {3}0 à 15/);
    expect(done).toMatch(/Règle 1 : [^;]+; changée par\s+lea\.ligne à/);
    expect(await press('u')).toContain('Seuil 8 → 15.');
    expect(await press('u')).toContain('Ce seuil est celui du dossier');
  });

  it('v opens a pledge to call back about, and c lets its link leave', async () => {
    expect(shown()).toContain('À vérifier : 1 (v)');
    expect(await press('v')).toMatch(/400 €/);
    const opened = await press('enter');
    expect(opened).toContain('Zéphyrine Pélouneau');
    expect(opened).toContain('zephyrine@exemple.invalid');
    expect(await press('c')).toContain('Promesse confirmée');
    expect(shown()).toContain('Aucune promesse n’attend');
    const acts = await house.app.store.read(async (rows) => await Array.fromAsync(rows.audit.each()));
    expect(acts.filter(({ action }) => action === 'pledge.open' || action === 'pledge.check')).toHaveLength(
      2,
    );
  });

  it('a shows who asked for help and answers them; p who sits where; m speaks to all of them', async () => {
    await askHelp(house.app, { agent: volunteer, text: '', isReply: false });
    const heard: string[] = [];
    const { token } = await house.enter('badge.un');
    const stop = openLineSeatDesk(house.app, { token: () => token, address: '10.0.0.3' }).onLive({
      ended: () => undefined,
      said: (from, text) => void heard.push(`${from} : ${text}`),
    });
    onTestFinished(stop);
    const { rpc } = await house.enter('lea.ligne');
    await hear({ type: 'came', boards: await rpc.line.boards.query() });
    expect(shown()).toContain('Aide demandée : 1 (a)');
    expect(await press('a')).toMatch(/MAISON-03 +Ada Testeur +à l’instant/);
    expect(await press('enter', 'enter')).toContain('Message parti : 1 personne.');
    expect(shown()).toContain('Personne ne demande d’aide.');
    await press('escape');
    expect(await press('p')).toMatch(/MAISON-03 +Ada Testeur/);
    expect(shown()).toMatch(/MAISON \d\d:\d\d – \d\d:\d\d : 1\/2 places/);
    await press('escape', 'm', 'pause à 21 h', 'enter');
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(2);
    expect(heard.toSorted()[0]).toMatch(/ : J’arrive\.$/);
    const told = await readMessages(house.app, { agent: volunteer });
    expect(told.flatMap(({ isMine, text }) => (isMine ? [] : [text])).toSorted()).toEqual([
      'J’arrive.',
      'pause à 21 h',
    ]);
  });

  it('p shows a frozen seat, and opens it again with a reason', async () => {
    await house.app.store.write((rows) =>
      rows.seats.changeSeat('MAISON-09', { failures: 5, frozenAtMs: house.clock.nowMs() }),
    );
    expect(await press('p')).toMatch(/MAISON-09 .*bloqué depuis/);
    expect(await press('down', 'enter', 'badge relu, nouveau donné', 'enter')).toContain(
      'MAISON-09 : débloqué.',
    );
    expect((await house.app.store.read((rows) => rows.seats.seat('MAISON-09')))?.frozenAtMs).toBeNull();
  });

  it('keeps every screen within 24 lines of 80', async () => {
    for (const keys of [['d'], ['d', 'enter'], ['p'], ['a'], ['v'], ['m']]) {
      await press('escape');
      const lines = (await press(...keys)).split('\n');
      expect(lines).toHaveLength(24);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
      expect(lines.slice(0, -1).join('\n')).not.toContain('…');
    }
  });
});
