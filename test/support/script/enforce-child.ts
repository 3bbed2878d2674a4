import { putInForce } from '../../../server/steps/script/script-enforce.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';

/** Run by itself: puts a version of the amounts in force, and dies before the end of the transaction. */
const [file = '', version = ''] = process.argv.slice(2);
const store = openStore({ file });
await store.write(async (rows) => {
  const life = await rows.scriptLives.byKey({ campaign: 'UPG-FR-2026', kind: 'ladder', version });
  if (!life) throw new Error('the version that was approved');
  await putInForce(rows, life, { atMs: 1_795_450_000_000, actor: 'essai' });
  process.kill(process.pid, 'SIGKILL');
});
