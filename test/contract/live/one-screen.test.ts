import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { steadyClock } from '../../../server/clock/system-clock.ts';
import type { LiveEvents } from '../../../server/live/live-events.ts';
import { liveLine } from '../../../server/live/live-lines.ts';
import { type OneScreen, openOneScreen } from '../../../server/live/one-screen.ts';
import { openStanding, type Standing } from '../../../server/live/standing.ts';
import type { LiveEvent } from '../../../shared/card.ts';
import { type Centre, openCentre } from '../../support/call/centre.ts';
import { SILENT_LOG } from '../../support/house/staffed-installation.ts';

const refused = expect.objectContaining({
  code: 'other-screen',
  message: expect.stringContaining('autre poste'),
});

interface Server {
  readonly screens: OneScreen;
  readonly standing: Standing;
  /** As if killed: what it holds stays in the base. */
  die(): void;
}

let centre: Centre;
let open: (() => unknown)[];
beforeEach(async () => {
  centre = await openCentre({ records: 1 });
  open = [];
});
afterEach(async () => {
  for (const end of open) await end();
  centre.close();
});

/** One server of the house, with its own connection to the one base. */
async function server(name: string, leaseMs = 30_000): Promise<Server> {
  const store = centre.openAgain();
  const duty = { isClosing: () => false, hasKeys: async () => true };
  const standing = openStanding({ store, log: SILENT_LOG, name, leaseMs, clock: steadyClock(), ...duty });
  await standing.begin();
  const screens = openOneScreen({ store, standing, log: SILENT_LOG });
  let isDead = false;
  open.push(async () => {
    await screens.close();
    if (!isDead) await standing.close();
    store.close();
  });
  return {
    screens,
    standing,
    die: () => {
      isDead = true;
    },
  };
}

/** Frees a place in the base a moment later. */
const isFree = (screens: OneScreen, screen: string) =>
  expect
    .poll(() =>
      screens.require('agent-1', screen).then(
        () => 'free',
        () => 'held',
      ),
    )
    .toBe('free');

describe('one workstation per agent, at one server', () => {
  it('refuses a second one until the first leaves; other agents and commands are not concerned', async () => {
    const { screens } = await server('premier');
    const place = await screens.arrive('agent-1', 'a');
    await screens.require('agent-1', 'a');
    await screens.require('agent-1', undefined);
    await screens.require('agent-2', 'b');
    await expect(screens.require('agent-1', 'b')).rejects.toThrow(refused);
    await expect(screens.arrive('agent-1', 'b')).rejects.toThrow(refused);
    place.leave();
    await isFree(screens, 'b');
    await screens.arrive('agent-1', 'b');
  });

  it('a line that reconnects before its former one ended keeps the place; leaving twice counts once', async () => {
    const { screens } = await server('premier');
    const former = await screens.arrive('agent-1', 'a');
    const again = await screens.arrive('agent-1', 'a');
    former.leave();
    former.leave();
    await expect(screens.require('agent-1', 'b')).rejects.toThrow(refused);
    again.leave();
    const back = screens.arrive('agent-1', 'a');
    await back;
    // The leaving that was on its way does not free the place of who came back.
    await screens.close();
    await expect(screens.require('agent-1', 'b')).rejects.toThrow(refused);
  });

  it('taking over tells the other one, and its late leaving does not free the new one’s place', async () => {
    const { screens } = await server('premier');
    const former = await screens.arrive('agent-1', 'a');
    await screens.displaceOthers('agent-1', 'a');
    expect(former.displaced.aborted).toBe(false);
    await screens.displaceOthers('agent-1', 'b');
    expect(former.displaced.aborted).toBe(true);
    await screens.arrive('agent-1', 'b');
    former.leave();
    await screens.close();
    await expect(screens.require('agent-1', 'a')).rejects.toThrow(refused);
  });

  it('who lost the place does not win it again by a line that comes back by itself', async () => {
    const { screens } = await server('premier');
    await screens.arrive('agent-1', 'a');
    await screens.displaceOthers('agent-1', 'b');
    await expect(screens.arrive('agent-1', 'a')).rejects.toThrow(refused);
    const place = await screens.arrive('agent-1', 'b');
    place.leave();
    await isFree(screens, 'c');
    await expect(screens.require('agent-1', 'a')).rejects.toThrow(refused);
    await screens.displaceOthers('agent-1', 'a');
    await screens.arrive('agent-1', 'a');
  });
});

describe('one workstation per agent, whatever the server', () => {
  it('R-58 is refused at another server too, and taken over there: the line here is cut, what it asks is refused', async () => {
    const [here, there] = [await server('premier'), await server('second')];
    const place = await here.screens.arrive('agent-1', 'a');
    await expect(there.screens.require('agent-1', 'b')).rejects.toThrow(refused);
    await expect(there.screens.arrive('agent-1', 'b')).rejects.toThrow(refused);
    await there.screens.displaceOthers('agent-1', 'b');
    await expect(here.screens.require('agent-1', 'a')).rejects.toThrow(refused);
    await there.screens.arrive('agent-1', 'b');
    await expect.poll(() => place.displaced.aborted, { timeout: 3_000 }).toBe(true);
    place.leave();
    await here.screens.close();
    await there.screens.require('agent-1', 'b');
  });

  it('the same workstation may come back by another server: the place follows it, the first line’s end frees nothing', async () => {
    const [here, there] = [await server('premier'), await server('second')];
    const former = await here.screens.arrive('agent-1', 'a');
    await there.screens.arrive('agent-1', 'a');
    former.leave();
    await here.screens.close();
    await expect(here.screens.require('agent-1', 'b')).rejects.toThrow(refused);
    await there.screens.require('agent-1', 'a');
  });

  it('the place of a server that died is free once its lease ends; of one that stops, at once', async () => {
    const [dead, stopping, there] = [
      await server('mort', 2_500),
      await server('arret'),
      await server('second'),
    ];
    await dead.screens.arrive('agent-1', 'a');
    await stopping.screens.arrive('agent-2', 'a');
    dead.die();
    await expect(there.screens.arrive('agent-1', 'b')).rejects.toThrow(refused);
    await expect(there.screens.arrive('agent-2', 'b')).rejects.toThrow(refused);
    await stopping.standing.close();
    stopping.die();
    await there.screens.arrive('agent-2', 'b');
    await expect
      .poll(
        () =>
          there.screens.arrive('agent-1', 'b').then(
            () => 'here',
            () => 'refused',
          ),
        { timeout: 10_000 },
      )
      .toBe('here');
  });

  it('a beat renews the places; a server that starts anew under its name finds them free', async () => {
    const here = await server('premier', 1_500);
    const there = await server('second');
    await here.screens.arrive('agent-1', 'a');
    for (let beat = 0; beat < 5; beat += 1) {
      await new Promise((done) => setTimeout(done, 400));
      await here.standing.beat();
    }
    await expect(there.screens.require('agent-1', 'b')).rejects.toThrow(refused);
    here.die();
    const again = await server('premier');
    await again.screens.arrive('agent-1', 'b');
  });
});

/** Events that never come: the stream ends with its signal. */
const silent: LiveEvents = {
  async *eventsFor(_agent, signal): AsyncGenerator<LiveEvent> {
    await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
  },
  tellHere: () => {},
  listening: () => new Set(),
  close: () => {},
};

describe('the live events of a workstation', () => {
  it('end with the reason when another one takes over', async () => {
    const { screens: oneScreen } = await server('premier');
    const line = await liveLine({ live: silent, oneScreen }, { agent: 'agent-1', screen: 'a' }, undefined);
    const event = line.next();
    await oneScreen.displaceOthers('agent-1', 'b');
    expect((await event).value).toMatchObject({ kind: 'other-screen' });
    expect(await line.next()).toMatchObject({ done: true });
  });

  it('free the place when the line closes, even before anything was read', async () => {
    const { screens: oneScreen } = await server('premier');
    const gone = new AbortController();
    await liveLine({ live: silent, oneScreen }, { agent: 'agent-1', screen: 'a' }, gone.signal);
    await expect(oneScreen.require('agent-1', 'b')).rejects.toThrow(refused);
    gone.abort();
    await isFree(oneScreen, 'b');
  });
});
