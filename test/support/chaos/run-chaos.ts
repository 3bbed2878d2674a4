import { openChaosHouse } from './chaos-house.ts';
import { judgeLife, type Step, stepsOf } from './chaos-lives.ts';

export interface ChaosRequest {
  readonly seed: number;
  /** At least; whole houses are killed. */
  readonly kills: number;
  /** Without what the server does only every quarter of a minute: its e-mails. */
  readonly isQuick?: boolean;
  /** A line a kill. */
  readonly say: (line: string) => void;
}

export interface ChaosResult {
  readonly kills: number;
  readonly answers: number;
  readonly mails: number;
  readonly deliveries: number;
  /** Lost, double or left behind: none, if all is well. */
  readonly faults: readonly string[];
}

/**
 * Houses of the built program, each killed (SIGKILL) at moments that the seed draws, through all that a campaign lives: import,
 * calls, deliveries, e-mails, backup, restore, purge. After each kill the base is judged by what outsiders know.
 */
export async function runChaos({ seed, kills, say, isQuick = false }: ChaosRequest): Promise<ChaosResult> {
  const results: ChaosResult[] = [];
  const steps = stepsOf({ isQuick });
  const houses = Math.ceil(kills / steps.reduce((sum, step) => sum + step.kills, 0));
  for (let at = 0; at < houses; at += 1) results.push(await killHouse(seed + at, steps, say));
  const sum = (of: (result: ChaosResult) => number) => results.reduce((total, one) => total + of(one), 0);
  return {
    kills: sum((one) => one.kills),
    answers: sum((one) => one.answers),
    mails: sum((one) => one.mails),
    deliveries: sum((one) => one.deliveries),
    faults: results.flatMap((one) => one.faults),
  };
}

async function killHouse(
  seed: number,
  steps: readonly Step[],
  say: ChaosRequest['say'],
): Promise<ChaosResult> {
  const house = await openChaosHouse(seed);
  const { place, memory, faults } = house;
  let kills = 0;
  let deliveries = 0;
  try {
    for (const step of steps) {
      if (step.name === 'purge')
        deliveries = await place.look(async (rows) => (await rows.deliveries.inState('delivered')).length);
      for (let life = 1; life <= step.kills; life += 1) {
        const told = await step.life(house, step.within);
        kills += 1;
        const before = faults.length;
        await judgeLife(house, step, `seed ${seed}, ${step.name} ${life}`);
        for (const fault of faults.slice(before)) say(`FAULT ${fault}`);
        const counts = `${memory.answered.size} answered, ${memory.unanswered.size} held`;
        say(`seed ${seed} kill ${kills}: ${step.name}, ${told}; ${counts}; ${faults.length} faults`);
      }
      await step.end?.(house);
    }
    return { kills, answers: memory.answered.size, mails: place.mail.count(), deliveries, faults };
  } finally {
    await house.close();
  }
}
