import { parseArgs } from 'node:util';
import { runChaos } from './support/chaos/run-chaos.ts';

/** `npm run chaos -- --seed N --kills N`: exit code 1 when anything was lost, doubled or left behind. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    kills: { type: 'string', default: '200' },
  },
});
const seed = Number(values.seed);
console.log(`seed ${seed}`);
const { faults, ...counts } = await runChaos({
  seed,
  kills: Number(values.kills),
  say: (line) => console.log(line),
});
for (const fault of faults) console.error(`FAULT ${fault}`);
const { kills, answers, mails, deliveries } = counts;
console.log(
  `seed ${seed}: ${kills} kills, ${answers} answers, ${mails} e-mails, ${deliveries} deliveries: ${faults.length} lost, double or left behind`,
);
// Idle lines of the agents' clients would keep the process a while.
process.exit(faults.length === 0 ? 0 : 1);
