import { readFileSync, writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { tellEveryAct } from './numbered-acts.ts';

/**
 * A house that purges, for tests: `node purge-kill-child.ts FOLDER KNOWN CAMPAIGN`. It opens the folder, goes on with the purge
 * that a kill cut (or begins it), and kills itself with SIGKILL right after the first act that is not among the lines of KNOWN;
 * it writes that act's name. With no such act left it ends, status 0.
 */
const [folder = '', knownFile = '', campaign = ''] = process.argv.slice(2);
const known = new Set(readFileSync(knownFile, 'utf8').split('\n'));
let isArmed = false;
/** Node's own, taken before it is told of. */
const say = writeSync;

await tellEveryAct((act) => {
  if (!isArmed || known.has(act)) return;
  say(1, `${act}\n`);
  process.kill(process.pid, 'SIGKILL');
});
// Only now: the product's modules take Node's functions as they are when first loaded.
const { openPurgeHouse } = await import('./purge-house.ts');
const { resumePurges, runPurge } = await import('../../../server/steps/purge/purge-campaign.ts');

// A killed process never writes its compiled modules down: the first one does it for all.
if (known.size <= 1) flushCompileCache();

const { deps, store, close } = await openPurgeHouse(folder);
const operator = await store.read((rows) => rows.accounts.byId('dpo-1'));
if (!operator) throw new Error('no operator in this house');
isArmed = true;
const resumed = await resumePurges(deps);
if (
  resumed.length === 0 &&
  (await store.read(async (rows) => (await rows.campaigns.byCode(campaign))?.state)) === 'closed'
) {
  await runPurge(deps, {
    campaign,
    typedCode: campaign,
    operator,
    verifier: 'Vérificatrice Testeuse',
    forceReason: 'essai : semaine non remise',
  });
}
isArmed = false;
await deps.backups.close();
close();
