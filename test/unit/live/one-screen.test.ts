import { describe, expect, it } from 'vitest';
import type { LiveEvents } from '../../../server/live/live-events.ts';
import { liveLine } from '../../../server/live/live-lines.ts';
import { openOneScreen } from '../../../server/live/one-screen.ts';
import type { LiveEvent } from '../../../shared/card.ts';

const refused = { code: 'other-screen', message: expect.stringContaining('autre poste') };

describe('one workstation per agent', () => {
  it('refuses a second one until the first leaves; other agents and commands are not concerned', () => {
    const screens = openOneScreen();
    const place = screens.arrive('agent-1', 'a');
    expect(() => screens.require('agent-1', 'a')).not.toThrow();
    expect(() => screens.require('agent-1', undefined)).not.toThrow();
    expect(() => screens.require('agent-2', 'b')).not.toThrow();
    expect(() => screens.require('agent-1', 'b')).toThrow(expect.objectContaining(refused));
    expect(() => screens.arrive('agent-1', 'b')).toThrow(expect.objectContaining(refused));
    place.leave();
    expect(() => screens.arrive('agent-1', 'b')).not.toThrow();
  });

  it('a line that reconnects before its former one ended keeps the place; leaving twice counts once', () => {
    const screens = openOneScreen();
    const former = screens.arrive('agent-1', 'a');
    const again = screens.arrive('agent-1', 'a');
    former.leave();
    former.leave();
    expect(() => screens.require('agent-1', 'b')).toThrow(expect.objectContaining(refused));
    again.leave();
    expect(() => screens.require('agent-1', 'b')).not.toThrow();
  });

  it('taking over tells the other one, and its late leaving does not free the new one’s place', () => {
    const screens = openOneScreen();
    const former = screens.arrive('agent-1', 'a');
    screens.displaceOthers('agent-1', 'a');
    expect(former.displaced.aborted).toBe(false);
    screens.displaceOthers('agent-1', 'b');
    expect(former.displaced.aborted).toBe(true);
    screens.arrive('agent-1', 'b');
    former.leave();
    expect(() => screens.require('agent-1', 'a')).toThrow(expect.objectContaining(refused));
  });
});

describe('a workstation that lost its place', () => {
  it('does not win it again by a line that comes back by itself, between the take-over and the new one’s line', () => {
    const screens = openOneScreen();
    screens.arrive('agent-1', 'a');
    screens.displaceOthers('agent-1', 'b');
    expect(() => screens.arrive('agent-1', 'a')).toThrow(expect.objectContaining(refused));
    const place = screens.arrive('agent-1', 'b');
    place.leave();
    expect(() => screens.require('agent-1', 'a')).toThrow(expect.objectContaining(refused));
    screens.displaceOthers('agent-1', 'a');
    expect(() => screens.arrive('agent-1', 'a')).not.toThrow();
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
    const oneScreen = openOneScreen();
    const line = liveLine({ live: silent, oneScreen }, { agent: 'agent-1', screen: 'a' }, undefined);
    const event = line.next();
    oneScreen.displaceOthers('agent-1', 'b');
    expect((await event).value).toMatchObject({ kind: 'other-screen' });
    expect(await line.next()).toMatchObject({ done: true });
  });

  it('free the place when the line closes, even before anything was read', () => {
    const oneScreen = openOneScreen();
    const gone = new AbortController();
    liveLine({ live: silent, oneScreen }, { agent: 'agent-1', screen: 'a' }, gone.signal);
    expect(() => oneScreen.require('agent-1', 'b')).toThrow(expect.objectContaining(refused));
    gone.abort();
    expect(() => oneScreen.require('agent-1', 'b')).not.toThrow();
  });
});
