import { afterEach, beforeEach, expect, test } from 'vitest';
import { openClosingTime } from '../../../server/live/closing-time.ts';
import { openLiveEvents } from '../../../server/live/live-events.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import type { LiveEvent } from '../../../shared/card.ts';
import { type Centre, openCentre } from '../../support/call/centre.ts';
import { SILENT_LOG } from '../../support/house/staffed-installation.ts';

let centre: Centre;
let live: Awaited<ReturnType<typeof openLiveEvents>>;
beforeEach(async () => {
  centre = await openCentre({ records: 3, agents: 2 });
  live = await openLiveEvents({ store: centre.store, log: SILENT_LOG });
});
afterEach(() => {
  live.close();
  centre.close();
});

/** A workstation that listens, and what it was told. */
function workstation(
  agent: string,
  events: Pick<typeof live, 'eventsFor'> = live,
): { readonly told: LiveEvent[]; leave(): void } {
  const told: LiveEvent[] = [];
  const gone = new AbortController();
  const listen = async () => {
    for await (const event of events.eventsFor(agent, gone.signal)) told.push(event);
  };
  void listen();
  return { told, leave: () => gone.abort() };
}

test('every screen is told once, no new card leaves, the open one is waited for', async () => {
  const [first, second] = centre.agents as [Centre['agents'][0], Centre['agents'][0]];
  const closing = openClosingTime({ store: centre.store, live });
  const screens = [workstation(first.id), workstation(second.id)];
  const served = await serveNextCard(centre, first);
  const card = served.kind === 'card' ? served.card : undefined;
  for (const agent of [first, second]) await expect(closing.refuseNewCard(agent.id)).resolves.not.toThrow();
  let open: number | undefined;
  const waited: number[] = [];
  const waiting = (calls: number) => void waited.push(calls);
  const begun = closing.begin(60_000, { waiting }).then((left) => {
    open = left;
  });
  const stopping = expect.objectContaining({ code: 'server-stopping' });
  await expect(closing.refuseNewCard(second.id)).rejects.toThrow(stopping);
  // The card on screen may be asked for again: a workstation that reconnects.
  await expect(closing.refuseNewCard(first.id)).resolves.not.toThrow();
  await expect
    .poll(() => screens.map(({ told }) => told.map((event) => event.kind)))
    .toEqual([['server-stopping'], ['server-stopping']]);
  expect(open).toBeUndefined();
  expect(waited).toEqual([1]);
  const words =
    'Le serveur va s’arrêter. J’attends 1 appel (60 s au plus) : finissez le vôtre, aucune nouvelle fiche ne vient.';
  expect(screens.map(({ told }) => told[0]?.text)).toEqual([words, words]);
  await centre.store.write((rows) => rows.records.releaseLease(card?.callId ?? ''));
  await begun;
  expect(open).toBe(0);
  await expect(closing.refuseNewCard(first.id)).rejects.toThrow(stopping);
  expect(await closing.begin(60_000, { waiting })).toBe(0);
  expect(waited).toEqual([1]);
  expect(screens[0]?.told).toHaveLength(1);
});

test('no longer than the limit, nor once somebody insists; cards of absent screens are not waited for', async () => {
  const [agent] = centre.agents as [Centre['agents'][0]];
  const closing = openClosingTime({ store: centre.store, live });
  await serveNextCard(centre, agent);
  expect(await closing.begin(60_000)).toBe(0);
  const screen = workstation(agent.id);
  await expect.poll(() => live.listening().has(agent.id)).toBe(true);
  expect(await closing.begin(0)).toBe(1);
  expect(await closing.begin(60_000, { signal: AbortSignal.abort() })).toBe(1);
  screen.leave();
});

test('a server that drains tells its own agents only; those of another server of the house work on', async () => {
  const [here, there] = centre.agents as [Centre['agents'][0], Centre['agents'][0]];
  const store = openStore({ file: centre.store.files()[0] ?? '', words: centre.vault.words });
  const elsewhere = await openLiveEvents({ store, log: SILENT_LOG });
  const own = workstation(here.id);
  const others = workstation(there.id, elsewhere);
  const closing = openClosingTime({ store: centre.store, live });
  expect(closing.isClosing()).toBe(false);
  expect(await closing.begin(0)).toBe(0);
  expect(closing.isClosing()).toBe(true);
  await expect.poll(() => own.told.map(({ kind }) => kind)).toEqual(['server-stopping']);
  // What comes after it, by the base, reaches both: nothing of the closing is still on its way.
  const event: LiveEvent = { kind: 'campaign-closed', campaign: 'TEST-FR', text: 'Fermée' };
  await centre.store.write((rows) => rows.floor.addLiveEvent({ atMs: 0, agent: null, event }));
  await expect.poll(() => others.told.map(({ kind }) => kind)).toEqual(['campaign-closed']);
  elsewhere.close();
  store.close();
});
