import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import type { LineCallId, LineEvent, Telephony } from '../../../server/ports/telephony.ts';
import type { AppRouter } from '../../../server/routers/app-router.ts';
import { AppError } from '../../../shared/errors.ts';
import { appErrorOf } from '../../../shared/rpc-link.ts';
import type { PlayedCaller } from './callers.ts';
import type { EveningHouse, SeatedAgent } from './evening-house.ts';

/** What the seats did, by their own count. */
export interface SeatsWork {
  readonly answered: number;
  readonly ended: number;
  /** Forms that the server said were saved, as they were typed. */
  readonly saved: readonly PlayedCaller[];
  readonly withoutPledge: number;
  /** Codes of what the server refused; empty on a good evening. */
  readonly refused: readonly string[];
  /** From the key to « Enregistré », each, in milliseconds. */
  readonly saveMs: readonly number[];
}

export interface SeatsAtWork {
  readonly work: SeatsWork;
  /** Nobody hangs up until this: all seats talk at once. Again for each wave. */
  release(): void;
  stop(): void;
}

/** The procedures of a server under one session. */
export function rpcOf(url: string, token: string) {
  const headers = { authorization: `Bearer ${token}` };
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/trpc`, headers })] });
}

/**
 * Opens the telephone of every seat and makes it ready; a PBX gives it nobody for the first seconds. AppError
 * `line-unreachable`.
 */
export async function openSeats(
  telephony: Telephony,
  seated: readonly Pick<SeatedAgent, 'seat' | 'queue'>[],
): Promise<void> {
  const opened = await Promise.all(seated.map(({ seat }) => telephony.openSeat(seat)));
  if (opened.some((done) => done !== 'done')) throw seatClosed();
  for (const { seat, queue } of seated)
    if ((await telephony.setReady(seat, true, [{ queue, rank: 0 }])) !== 'done') throw seatClosed();
  // Only a seat that is in a queue says that it is too fresh for callers.
  for (let tries = 0; tries < 300; tries += 1) {
    const { seats } = await telephony.snapshot();
    if (seats.filter(({ state }) => state === 'free').length === seated.length) return;
    await pause(100);
  }
  throw seatClosed();
}

function seatClosed(): AppError {
  return new AppError({
    code: 'line-unreachable',
    kind: 'unavailable',
    message: 'Un poste de la démonstration ne s’ouvre pas sur le standard.',
    hint: 'Relancez la démonstration ; sur une machine très chargée, sans standard.',
  });
}

/**
 * Every seat answers as an agent would: hears, types the form, saves it by the product's own procedure, hangs up. Callers whose
 * number the line shows are who they are; of others, the next on the list.
 */
export function seatsAtWork(
  house: EveningHouse,
  callers: readonly PlayedCaller[],
  abridged: number,
): SeatsAtWork {
  const { telephony } = house.server.app;
  const known = new Map(callers.map((caller) => [caller.number, caller]));
  const nameless = [...callers];
  const numbers = new Map<LineCallId, string>();
  const agents = new Map(house.seated.map((agent) => [agent.seat, agent]));
  const work = { answered: 0, ended: 0, withoutPledge: 0, saved: [], refused: [], saveMs: [] } as Mutable;
  let gate = Promise.withResolvers<void>();
  const hears = (event: LineEvent) => {
    if (event.kind === 'offered' && event.number !== undefined) numbers.set(event.call, event.number);
    if (event.kind === 'ended') work.ended += 1;
    if (event.kind !== 'answered') return;
    const number = numbers.get(event.call);
    const caller = number === undefined ? nameless.shift() : known.get(number);
    const agent = agents.get(event.seat);
    work.answered += 1;
    if (!caller || !agent) return void work.refused.push('caller-unknown');
    const call = { caller, agent, number, talkMs: (caller.talkSeconds * 1000) / abridged };
    const held = gate.promise;
    void talk(house, call, work)
      .then(() => held)
      .then(() => telephony.hangUp(event.call));
  };
  const stop = telephony.follow(hears);
  return {
    work,
    release: () => {
      gate.resolve();
      gate = Promise.withResolvers();
    },
    stop,
  };
}

type Mutable = {
  -readonly [Key in keyof SeatsWork]: SeatsWork[Key] extends readonly (infer One)[] ? One[] : SeatsWork[Key];
};

interface Talk {
  readonly caller: PlayedCaller;
  readonly agent: SeatedAgent;
  readonly number: string | undefined;
  readonly talkMs: number;
}

async function talk(
  house: EveningHouse,
  { caller, agent, number, talkMs }: Talk,
  work: Mutable,
): Promise<void> {
  await pause(talkMs);
  const { form } = caller;
  if (!form) {
    work.withoutPledge += 1;
    return;
  }
  const keyMs = performance.now();
  try {
    const pledge = { campaign: house.settings.code, callId: randomUUID(), form, number };
    const answer = await rpcOf(house.server.url, agent.token).pledges.save.mutate(pledge);
    work.saveMs.push(performance.now() - keyMs);
    if (answer.kind === 'saved') work.saved.push(caller);
    else work.refused.push(answer.kind);
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    work.refused.push(appErrorOf({ message: error.message, data: error.data }, error).code);
  }
}
