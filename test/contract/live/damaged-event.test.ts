import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLiveEvents } from '../../../server/live/live-events.ts';
import type { LiveEvent } from '../../../shared/card.ts';
import { type Centre, openCentre } from '../../support/call/centre.ts';
import { editBase } from '../../support/delivery/edited-base.ts';

let centre: Centre;
beforeEach(async () => {
  centre = await openCentre({ records: 1, agents: 1 });
});
afterEach(() => centre.close());

test('R-35 one event that a disk damaged is passed over, once: those before and after it arrive', async () => {
  const damaged: unknown[] = [];
  const log = { info: () => {}, warn: () => {}, error: (_: string, of?: object) => void damaged.push(of) };
  const tell = (text: string) =>
    centre.store.write((rows) =>
      rows.floor.addLiveEvent({ atMs: 0, agent: null, event: { kind: 'record-moved', text } }),
    );
  await tell('avant tout');
  const live = await openLiveEvents({ store: centre.store, log });
  const told: LiveEvent[] = [];
  const gone = new AbortController();
  void (async () => {
    for await (const event of live.eventsFor('agent-1', gone.signal)) told.push(event);
  })();
  // Before the next look: one transaction of another program would do as much.
  for (const text of ['un', 'abîmé', 'trois', 'quatre']) await tell(text);
  editBase(centre.store.files()[0] ?? '', `UPDATE live_event SET event = '{"kin' WHERE seq = 3`);
  await expect.poll(() => told.map(({ text }) => text)).toEqual(['un', 'trois', 'quatre']);
  await tell('cinq');
  await expect.poll(() => told.at(-1)?.text).toBe('cinq');
  expect(damaged).toEqual([{ after: 2 }]);
  gone.abort();
  live.close();
});

test('R-58 one person keeps a few live lines open, no more: the next is refused, a closed one gives its place', async () => {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const live = await openLiveEvents({ store: centre.store, log });
  const signals = Array.from({ length: 8 }, () => new AbortController());
  const begun = signals.map(({ signal }) => live.eventsFor('agent-1', signal).next());
  await expect(live.eventsFor('agent-1', undefined).next()).rejects.toMatchObject({
    code: 'live-lines-full',
  });
  const other = new AbortController();
  const beside = live.eventsFor('agent-2', other.signal).next();
  signals[0]?.abort();
  expect(await begun[0]).toMatchObject({ done: true });
  const again = new AbortController();
  const next = live.eventsFor('agent-1', again.signal).next();
  for (const one of [...signals, other, again]) one.abort();
  await Promise.all([...begun, beside, next]);
  live.close();
});
