import { parseArgs } from 'node:util';
import { runBadDays } from './support/bad-days/run-bad-days.ts';
import { runChaos } from './support/chaos/run-chaos.ts';

/**
 * `npm run chaos -- --seed N --kills N`: a house on SQLite, killed again and again. `npm run chaos -- --servers N [--minutes M]`: a
 * house on PostgreSQL with so many servers, on its bad days. Exit code 1 when anything was lost, doubled or left behind.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    kills: { type: 'string', default: '200' },
    servers: { type: 'string' },
    minutes: { type: 'string' },
  },
});
const say = (line: string) => console.log(line);

async function killOften(): Promise<readonly string[]> {
  const seed = Number(values.seed);
  say(`seed ${seed}`);
  const { faults, ...counts } = await runChaos({ seed, kills: Number(values.kills), say });
  const { kills, answers, mails, deliveries } = counts;
  say(`seed ${seed}: ${kills} kills, ${answers} answers, ${mails} e-mails, ${deliveries} deliveries`);
  return faults;
}

async function badDays(servers: number): Promise<readonly string[]> {
  const { minutes } = values;
  const fromMs = performance.now();
  const { faults, scenes, answers, sentences } = await runBadDays({
    servers,
    say,
    ...(minutes === undefined ? {} : { minutes: Number(minutes) }),
  });
  for (const sentence of sentences) say(`an agent read: ${sentence}`);
  const seconds = Math.round((performance.now() - fromMs) / 1000);
  say(`${servers} servers: ${scenes.length} bad days, ${answers} answers, ${seconds} s in all`);
  return faults;
}

const faults = await (values.servers === undefined ? killOften() : badDays(Number(values.servers)));
for (const fault of faults) console.error(`FAULT ${fault}`);
say(`${faults.length} lost, double or left behind`);
// Idle lines of the agents' clients would keep the process a while.
process.exit(faults.length === 0 ? 0 : 1);
