import { drawStories, type Story, type StoryKind } from './autoplay-stories.ts';
import type { DemoHouse } from './demo-house.ts';
import type { DemoPerson } from './hire-people.ts';
import { openScreenTerminal, type ScreenTerminal } from './screen-terminal.ts';
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
}

async function playStory(screen: ScreenTerminal, story: Story): Promise<void> {
  let seen = '';
  for (const [title, key] of story.beats) {
    await screen.until(async (rows) => rows.some((row) => row.includes(title)), PATIENCE_MS);
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
  await screen.until(async (rows) => (await isRecorded(house, callId)) || isAsked(rows), PATIENCE_MS);
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
  await screen.until(async (rows) => {
    const held = await lease(house, before.agent);
    if (held === undefined) return rows.some((row) => row.includes('Pas de fiche'));
    return (
      held !== before.callId &&
      donorPart(rows) !== before.shown &&
      rows.some((row) => row.includes('Accroche'))
    );
  }, PATIENCE_MS);
  return await lease(house, before.agent);
}

interface Asked {
  readonly agent: DemoPerson;
  readonly calls: number;
  readonly seed: number;
}

/**
 * Plays calls by keys through the real workstation on a pseudo-terminal; the seed decides how the donors answer. Ends earlier
 * when no card is left to call at that hour: `calls` says how many were played. Failing, it leaves no program behind.
 */
export async function autoplay(house: DemoHouse, request: Asked): Promise<Played> {
  const command = workstationCommand(house, request.agent);
  const screen = openScreenTerminal({
    ...command,
    // It reads and types as fast as the machine.
    env: { ...command.env, PLATEAU_CARD_GUARD_SECONDS: '0' },
    columns: COLUMNS,
    rows: ROWS,
  });
  try {
    return await playCalls(house, screen, request);
  } finally {
    screen.close();
  }
}

async function playCalls(house: DemoHouse, screen: ScreenTerminal, request: Asked): Promise<Played> {
  const draw = drawStories(request.seed);
  const stories: Record<string, number> = {};
  const agent = request.agent.id;
  let calls = 0;
  let callId = await nextCard(house, screen, { agent, shown: '' });
  while (callId !== undefined && calls < request.calls) {
    const story = draw(await cardOnScreen(house, agent));
    const shown = donorPart(screen.rows());
    await playStory(screen, story);
    await leaveOtherNumber(house, screen, callId);
    stories[story.name] = (stories[story.name] ?? 0) + 1;
    calls += 1;
    callId = await nextCard(house, screen, { agent, callId, shown });
  }
  screen.type(CTRL_Q);
  await screen.until(async (rows) => rows.some((row) => row.includes('Quitter')), PATIENCE_MS);
  screen.type('o');
  await screen.ended;
  return { calls, stories };
}
