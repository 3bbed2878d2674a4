import { referenceScript } from '../campaign/reference-campaign.ts';
import { judge } from '../chaos/chaos-oracle.ts';
import { rpcOf } from '../house/server-process.ts';
import { type BadHouse, openBadHouse } from './bad-house.ts';
import { SCENES, type Stage } from './bad-scenes.ts';
import { type LastingFloor, openLastingFloor } from './lasting-floor.ts';
import { isCertified, PURGE_SCENE } from './purge-scene.ts';
import { openWitness } from './witness.ts';

interface BadDays {
  readonly servers: number;
  /** Scenes are played again until then; each once when absent. */
  readonly minutes?: number;
  /** A line a scene. */
  readonly say: (line: string) => void;
}

interface BadDaysResult {
  readonly scenes: readonly string[];
  readonly answers: number;
  /** What agents were told instead of an answer. */
  readonly sentences: readonly string[];
  /** Lost, double, or left behind. */
  readonly faults: readonly string[];
}

const AGENTS = 10;
/** More than are called: a queue that runs out is a fault. */
const DONORS = { quick: 1_000, long: 18_000 };
const PACE_MS = 700;
const LAST_WEEK_CALLS = 40;
const PATIENCE_MS = 30_000;
const INTERNAL = 'Le serveur a rencontré une erreur interne.';
const script = referenceScript();

/** Last week: the file came and some donors were called, so that confirmations and files are owed when the bad days begin. */
async function lastWeek(
  house: BadHouse,
  donors: number,
  fault: (text: string) => void,
): Promise<LastingFloor['memory']> {
  const [first] = house.servers;
  await first?.start();
  const fileName = await house.staff.giveContactFile(donors);
  const { campaign, ops, agents } = house.staff;
  await rpcOf(first?.url ?? '', ops.token).operations.importFile.mutate({ campaign, fileName });
  const floor = openLastingFloor({ url: house.url, agents: agents.slice(1), script, paceMs: 30, fault });
  await floor.more(LAST_WEEK_CALLS, PATIENCE_MS);
  await floor.close(PATIENCE_MS);
  await first?.now().stop();
  house.turnWeek();
  return floor.memory;
}

/** Whatever was acknowledged until now is in the base. */
async function judgeAcknowledged({ house, floor }: Stage): Promise<readonly string[]> {
  const told = [...floor.memory.answered.keys()];
  const kept = await house.base.sql('maison', 'SELECT call_id FROM call');
  const known = new Set(kept.map((row) => String(row.call_id)));
  return told.filter((callId) => !known.has(callId)).map((callId) => `acknowledged, and lost: ${callId}`);
}

/** Everything is over: the whole story, by what outsiders know of it. */
async function judgeAll({ house, floor, witness }: Stage, faults: string[]): Promise<void> {
  const me = house.staff.agents[0]?.id;
  const { campaign } = house.staff;
  const own = await house.base.look(async (rows) =>
    (await Array.fromAsync(rows.calls.each(campaign))).filter((call) => call.agent === me),
  );
  if (own.length !== witness.ended())
    faults.push(`the witness ended ${witness.ended()} calls, the base has ${own.length}`);
  // The witness has no receipts in hand: what it was told is on its screen.
  const answered = new Map(floor.memory.answered);
  for (const call of own) answered.set(call.callId, call.receipt);
  await judge(
    {
      memory: { answered, unanswered: floor.memory.unanswered },
      place: { ...house.place, look: house.base.look },
      staff: house.staff,
      faults,
    },
    'at the end',
  );
}

/**
 * A house of so many built servers on PostgreSQL, with its standby and HAProxy, at work through one bad day after the other.
 * Nothing that was acknowledged may be lost, no card be on two screens, no e-mail or file leave twice, the log must be whole.
 */
export async function runBadDays({ servers, minutes, say }: BadDays): Promise<BadDaysResult> {
  const house = await openBadHouse({ servers, agents: AGENTS, leaseSeconds: minutes === undefined ? 6 : 30 });
  const faults: string[] = [];
  const scenes: string[] = [];
  const sentences = new Set<string>();
  let isOver = false;
  const fault = (text: string) => {
    if (!isOver) faults.push(text);
  };
  try {
    const memory = await lastWeek(house, minutes === undefined ? DONORS.quick : DONORS.long, fault);
    await Promise.all(house.servers.map((server) => server.start()));
    await house.isOpen();
    const [me, ...agents] = await Promise.all(house.staff.agents.map(house.logIn));
    if (!me) throw new Error('somebody works here');
    const floor = openLastingFloor({ url: house.url, agents, script, paceMs: PACE_MS, fault });
    for (const [callId, receipt] of memory.answered) floor.memory.answered.set(callId, receipt);
    const witness = await openWitness(me, house);
    const stage: Stage = { house, floor, witness, isQuick: minutes === undefined };
    const endsAtMs = performance.now() + (minutes ?? 0) * 60_000;
    do {
      for (const scene of SCENES) {
        if (scene.servers > servers || (scene.isOnce && scenes.includes(scene.name))) continue;
        const fromMs = performance.now();
        for (const one of [witness, floor]) one.forget();
        await scene.play(stage);
        await floor.more(AGENTS, PATIENCE_MS);
        faults.push(...(await judgeAcknowledged(stage)).map((text) => `${scene.name}: ${text}`));
        scenes.push(scene.name);
        for (const sentence of floor.sentences()) {
          sentences.add(sentence);
          // Whatever happens, agents are told what it is.
          if (sentence === INTERNAL) faults.push(`${scene.name}: an agent read « ${sentence} »`);
        }
        const seconds = ((performance.now() - fromMs) / 1000).toFixed(1);
        say(`${scene.name}: ${seconds} s, ${floor.answered()} answered; ${faults.length} faults`);
      }
    } while (performance.now() < endsAtMs);
    if (scenes.includes(PURGE_SCENE)) await isCertified(stage);
    await floor.close(PATIENCE_MS);
    await witness.close(PATIENCE_MS);
    isOver = true;
    await judgeAll(stage, faults);
    return { scenes, answers: floor.answered(), sentences: [...sentences], faults };
  } finally {
    isOver = true;
    await house.close();
  }
}
