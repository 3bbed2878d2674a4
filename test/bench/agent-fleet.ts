import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../../server/ports/store.ts';
import { openPostgresStore } from '../../server/store/postgres/postgres-store.ts';
import { openStore } from '../../server/store/sqlite-store.ts';
import { isAppError } from '../../shared/errors.ts';
import { connectDesk, type DeskConnection } from '../../tui/client.ts';
import { drawOutcome, seeded, USUAL_MIX } from './call-endings.ts';
import { answerParent } from './child.ts';

/** In a child: workstations without a screen, each with its own WebSocket, as `tui/client.ts` opens it. */

export interface FleetRequest {
  readonly url: string;
  readonly tokens: readonly string[];
  /** The server's base, to look at the lease of every card served: SQLite's file, or PostgreSQL's address. */
  readonly database: string;
  readonly seconds: number;
  /** Between a card and its outcome. */
  readonly pauseMs: readonly [from: number, to: number];
  readonly seed: number;
}

export interface FleetResult {
  /** Milliseconds, from the request to its answer, one per request. */
  readonly nextMs: readonly number[];
  readonly saveMs: readonly number[];
  readonly errors: Readonly<Record<string, number>>;
  /** A card whose record was on another screen, or whose lease in the base was not this agent's. */
  readonly doubleLeases: number;
  readonly withoutCard: number;
  readonly saved: number;
  /** All that were answered, those of the warm-up too. */
  readonly requests: number;
}

/** The first calls of a fleet compile the server's code: they are made, and not counted. */
const WARM_UP_MS = 3_000;
const CONNECT_AT_ONCE = 10;
/** An agent without a card asks again after this. */
const RETRY_MS = 500;

interface Fleet {
  readonly request: FleetRequest;
  readonly store: Store;
  readonly onScreen: Map<number, string>;
  readonly nextMs: number[];
  readonly saveMs: number[];
  readonly errors: Record<string, number>;
  readonly chance: () => number;
  readonly startMs: number;
  readonly endMs: number;
  doubleLeases: number;
  withoutCard: number;
  saved: number;
  requests: number;
}

async function timed<T>(fleet: Fleet, into: number[], call: () => Promise<T>): Promise<T | undefined> {
  const startMs = performance.now();
  try {
    const answer = await call();
    fleet.requests += 1;
    if (startMs >= fleet.startMs) into.push(performance.now() - startMs);
    return answer;
  } catch (error) {
    const code = isAppError(error) ? error.code : String(error);
    fleet.errors[code] = (fleet.errors[code] ?? 0) + 1;
    return undefined;
  }
}

async function checkLease(
  fleet: Fleet,
  served: { readonly recordId: number; readonly callId: string },
): Promise<void> {
  const lease = await fleet.store.read((rows) => rows.records.leaseOfRecord(served.recordId));
  if (fleet.onScreen.has(served.recordId) || lease?.callId !== served.callId) fleet.doubleLeases += 1;
  fleet.onScreen.set(served.recordId, served.callId);
}

async function work(fleet: Fleet, { desk }: DeskConnection): Promise<void> {
  const [from, to] = fleet.request.pauseMs;
  const think = () => pause(from + fleet.chance() * (to - from));
  await pause(fleet.chance() * to);
  while (performance.now() < fleet.endMs) {
    const next = await timed(fleet, fleet.nextMs, () => desk.nextCard());
    if (next?.kind !== 'card') {
      fleet.withoutCard += 1;
      await pause(RETRY_MS);
      continue;
    }
    const { card } = next;
    await checkLease(fleet, card);
    await think();
    const outcome = drawOutcome(card, USUAL_MIX, fleet.chance);
    // Off the screen as the outcome leaves: once it is recorded, another agent may be served before we hear of it.
    fleet.onScreen.delete(card.recordId);
    if (await timed(fleet, fleet.saveMs, () => desk.saveOutcome(outcome))) fleet.saved += 1;
  }
}

async function connectAll(request: FleetRequest): Promise<readonly DeskConnection[]> {
  const { url, tokens } = request;
  const connections: DeskConnection[] = [];
  for (let at = 0; at < tokens.length; at += CONNECT_AT_ONCE) {
    const some = tokens.slice(at, at + CONNECT_AT_ONCE).map((token) => connectDesk({ url, token }));
    connections.push(...(await Promise.all(some)));
  }
  for (const { desk } of connections) desk.onLive(() => undefined);
  return connections;
}

async function openBase(database: string): Promise<Store> {
  if (!database.startsWith('postgres:')) return openStore({ file: database });
  return await openPostgresStore({ url: database });
}

async function play(request: FleetRequest): Promise<FleetResult> {
  const connections = await connectAll(request);
  const store = await openBase(request.database);
  const startMs = performance.now() + WARM_UP_MS;
  const fleet: Fleet = {
    request,
    store,
    onScreen: new Map(),
    nextMs: [],
    saveMs: [],
    errors: {},
    chance: seeded(request.seed),
    startMs,
    endMs: startMs + request.seconds * 1000,
    doubleLeases: 0,
    withoutCard: 0,
    saved: 0,
    requests: 0,
  };
  await Promise.all(connections.map((connection) => work(fleet, connection)));
  await Promise.all(connections.map(({ desk }) => desk.close()));
  store.close();
  const { nextMs, saveMs, errors, doubleLeases, withoutCard, saved, requests } = fleet;
  return { nextMs, saveMs, errors, doubleLeases, withoutCard, saved, requests };
}

answerParent(play);
