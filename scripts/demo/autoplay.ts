import { setTimeout as pause } from 'node:timers/promises';
import { drawStories, type Story, type StoryKind } from './autoplay-stories.ts';
import type { DemoHouse } from './demo-house.ts';
import type { DemoPerson } from './hire-people.ts';
import { openScreenTerminal, type Program, type ScreenTerminal } from './screen-terminal.ts';
import { workstationCommand } from './workstation-process.ts';

/** A machine under load may stall; a screen that never comes is a defect and stops the demo with what it shows. */
const PATIENCE_MS = 20_000;
const COLUMNS = 120;
const ROWS = 40;
const CTRL_Q = '\u0011';
/** Clock and status lines change by themselves: the donor's part of the screen is what tells one card from the next. */
const donorPart = (rows: readonly string[]) => rows.slice(1, -6).join('\n');

export interface Played {
  readonly calls: number;
  readonly stories: Readonly<Record<string, number>>;
  /** How often the line was cut, and the same card found again. */
  readonly cuts: number;
}

/** The program of the screen ended by itself: whoever sits there opens it again. */
class LineCut extends Error {}

/** As the screen's own `until`, for as long as its program lives. */
async function until(screen: ScreenTerminal, holds: Parameters<ScreenTerminal['until']>[0]): Promise<void> {
  const cut = screen.ended.then(() => {
    throw new LineCut(screen.rows().join('\n'));
  });
  await Promise.race([screen.until(holds, PATIENCE_MS), cut]);
}

async function playStory(screen: ScreenTerminal, story: Story): Promise<void> {
  let seen = '';
  for (const [title, key] of story.beats) {
    await until(screen, async (rows) => rows.some((row) => row.includes(title)));
    // A sentence may be cut at the end of a line.
    seen += screen
      .rows()
      .join(' ')
      .replace(/[\s│]+/g, ' ');
    screen.type(typeof key === 'string' ? key : key(seen));
  }
}

async function lease(house: DemoHouse, agent: string): Promise<string | undefined> {
  return await house.server.app.store.read(async (rows) => (await rows.records.leaseOfAgent(agent))?.callId);
}

/** What the card on screen may be told: its campaign decides. */
async function cardOnScreen(house: DemoHouse, agent: string): Promise<StoryKind> {
  const row = await house.server.app.store.read(async (rows) => {
    const held = await rows.records.leaseOfAgent(agent);
    return held && (await rows.campaigns.byCode(held.campaign));
  });
  if (!row) throw new Error('the card on screen has a lease');
  const { kind, oneOff } = row.settings;
  return { kind, hasOneOff: oneOff?.enabled === true };
}

async function isRecorded(house: DemoHouse, callId: string): Promise<boolean> {
  return await house.server.app.store.read(async (rows) => (await rows.calls.byId(callId)) !== undefined);
}

/** Another number that is proposed after one rung in vain waits for another day. */
async function leaveOtherNumber(house: DemoHouse, screen: ScreenTerminal, callId: string): Promise<void> {
  const isAsked = (rows: readonly string[]) => rows.some((row) => row.includes('Un autre numéro'));
  await until(screen, async (rows) => (await isRecorded(house, callId)) || isAsked(rows));
  if (isAsked(screen.rows())) screen.type('n');
}

/**
 * Waits for the next card: another lease in the base, and its first step on a screen that differs from the last one; undefined
 * when the workstation says that there is none.
 */
async function nextCard(
  house: DemoHouse,
  screen: ScreenTerminal,
  before: { readonly agent: string; readonly callId?: string; readonly shown: string },
): Promise<string | undefined> {
  await until(screen, async (rows) => {
    const held = await lease(house, before.agent);
    if (held === undefined) return rows.some((row) => row.includes('Pas de fiche'));
    return (
      held !== before.callId &&
      donorPart(rows) !== before.shown &&
      rows.some((row) => row.includes('Accroche'))
    );
  });
  return await lease(house, before.agent);
}

interface Asked {
  readonly agent: DemoPerson;
  readonly calls: number;
  readonly seed: number;
  /** Told after each call. */
  readonly played?: () => void;
}

/** A workstation that may be opened again once its line was cut. */
export interface PlayedDesk {
  open(): ScreenTerminal;
  /** Resolves once a card is on the screen of a line that came back; rejects when it is cut again. */
  readonly comeBack?: (screen: ScreenTerminal) => Promise<void>;
}

/** The agent's own program on a pseudo-terminal of this machine. */
function ownDesk(house: DemoHouse, agent: DemoPerson): PlayedDesk {
  const command = workstationCommand(house, agent);
  // It reads and types as fast as the machine.
  return {
    open: () => openDemoScreen({ ...command, env: { ...command.env, PLATEAU_CARD_GUARD_SECONDS: '0' } }),
  };
}

/** A screen of the size at which calls are played. */
export function openDemoScreen(program: Omit<Program, 'columns' | 'rows'>): ScreenTerminal {
  return openScreenTerminal({ ...program, columns: COLUMNS, rows: ROWS });
}

/**
 * Plays calls by keys through the real workstation on a pseudo-terminal; the seed decides how the donors answer. Ends earlier
 * when no card is left to call at that hour: `calls` says how many were played. A line that is cut is opened again where the desk
 * says how, and the same card played from its first step. Failing, it leaves no program behind.
 */
export async function autoplay(
  house: DemoHouse,
  request: Asked,
  desk: PlayedDesk = ownDesk(house, request.agent),
): Promise<Played> {
  const shift = new Shift(desk);
  try {
    return await playCalls(house, shift, request);
  } finally {
    shift.close();
  }
}

/** How long a person tries to come in again. Milliseconds. */
const COME_BACK_MS = 60_000;
const TRY_AGAIN_MS = 500;

/** A person at a desk, through all the lines that it takes. */
class Shift {
  readonly #desk: PlayedDesk;
  #screen: ScreenTerminal;
  cuts = 0;

  constructor(desk: PlayedDesk) {
    this.#desk = desk;
    this.#screen = desk.open();
  }

  get screen(): ScreenTerminal {
    return this.#screen;
  }

  /** Done again, from its beginning, on each line that comes back. */
  async on<T>(work: (screen: ScreenTerminal) => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work(this.#screen);
      } catch (error) {
        if (!(error instanceof LineCut) || !this.#desk.comeBack) throw error;
        this.cuts += 1;
        await this.#comeBack(this.#desk.comeBack);
      }
    }
  }

  async #comeBack(comeBack: NonNullable<PlayedDesk['comeBack']>): Promise<void> {
    const endsAtMs = performance.now() + COME_BACK_MS;
    for (;;) {
      await pause(TRY_AGAIN_MS);
      this.#screen = this.#desk.open();
      try {
        return await comeBack(this.#screen);
      } catch (error) {
        this.#screen.close();
        if (performance.now() > endsAtMs) throw error;
      }
    }
  }

  close(): void {
    this.#screen.close();
  }
}

async function playCalls(house: DemoHouse, shift: Shift, request: Asked): Promise<Played> {
  const draw = drawStories(request.seed);
  const stories: Record<string, number> = {};
  const agent = request.agent.id;
  let calls = 0;
  let callId = await shift.on((screen) => nextCard(house, screen, { agent, shown: '' }));
  while (callId !== undefined && calls < request.calls) {
    const [story, shown, now] = [
      draw(await cardOnScreen(house, agent)),
      donorPart(shift.screen.rows()),
      callId,
    ];
    await shift.on(async (screen) => {
      if (await isRecorded(house, now)) return;
      await playStory(screen, story);
      await leaveOtherNumber(house, screen, now);
    });
    stories[story.name] = (stories[story.name] ?? 0) + 1;
    calls += 1;
    request.played?.();
    callId = await shift.on((screen) => nextCard(house, screen, { agent, callId: now, shown }));
  }
  await leave(shift.screen);
  return { calls, stories, cuts: shift.cuts };
}

async function leave(screen: ScreenTerminal): Promise<void> {
  screen.type(CTRL_Q);
  // « Quitter » stands among the keys of every screen; who answers before the question speaks to the donor.
  await until(screen, async (rows) => rows.some((row) => row.includes('Rester')));
  screen.type('o');
  await screen.ended;
}
