import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openChaosHouse } from '../support/chaos/chaos-house.ts';
import { judge, judgeOrphans } from '../support/chaos/chaos-oracle.ts';
import { runChaos } from '../support/chaos/run-chaos.ts';

/** One quick house of `npm run chaos`. A seed of its own each day would find more, and stop somebody else's work. */
const REQUEST = { seed: 20_261_129, kills: 20, isQuick: true };

it('R-35 killed twenty times from its first file to its purge, a house loses nothing, doubles nothing, leaves nothing', {
  timeout: 300_000,
}, async () => {
  const lines: string[] = [];
  const { faults, kills, answers, deliveries } = await runChaos({
    ...REQUEST,
    say: (line) => lines.push(line),
  });
  expect({ faults, lines }).toEqual({ faults: [], lines });
  expect(kills).toBe(20);
  // The kills fell in the middle of work.
  for (const done of [answers, deliveries]) expect(done).toBeGreaterThan(0);
});

it('the judge sees a receipt without its call, an e-mail that nobody wrote and half a file', async () => {
  const house = await openChaosHouse(1);
  try {
    const { memory, place, faults } = house;
    const receipt = { callId: 'perdu' } as Parameters<typeof memory.answered.set>[1];
    memory.answered.set('perdu', receipt);
    writeFileSync(join(place.outgoing, '.FICHIER.xlsx.pgp.part'), '');
    const twin = { from: '', to: [], raw: 'Message-ID: <a@b.invalid>\r\n\r\n' };
    const mail = { ...place.mail, messages: () => [twin, twin] };
    await judge({ ...house, place: { ...place, mail } }, 'here');
    judgeOrphans(house, 'here');
    expect(faults.map((fault) => fault.replace(/^here: /, ''))).toEqual([
      'acknowledged, and lost: perdu',
      'an e-mail twice at the relay: <a@b.invalid>',
      ...Array(2).fill('an e-mail at the relay that the base would send again: <a@b.invalid>'),
      'left behind: .FICHIER.xlsx.pgp.part',
    ]);
  } finally {
    await house.close();
  }
});
