import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { auditEntry, callRow, emailRow, NOW_MS, queueLook } from './store-rows.ts';

/** A second process on a base, for tests: `node store-child.ts claim|write FILE`. One line per committed transaction. */

const [job, file = ''] = process.argv.slice(2);
const store = openStore({ file });
const agent = `agent-${process.pid}`;
const say = (line: string | number) => writeSync(1, `${line}\n`);

/** Takes and closes records until the queue is empty. */
async function claimAll() {
  for (;;) {
    const callId = randomUUID();
    const taken = await store.write((rows) =>
      rows.records.claim({ agent, callId, looks: [queueLook()], nowMs: NOW_MS, leaseMs: () => 600_000 }),
    );
    if (!taken) return;
    await store.write(async (rows) => {
      await rows.calls.insert(
        callRow({ callId, recordId: taken.record.id, agent, disposition: 'RS_ENTRETIEN' }),
      );
      await rows.records.update(taken.record.id, {
        state: 'closed',
        disposition: 'RS_ENTRETIEN',
        closedAtMs: NOW_MS,
      });
    });
    say(taken.record.id);
  }
}

/** Four rows in each transaction, until killed. */
async function writeForEver() {
  for (let n = 1; ; n += 1) {
    await store.write(async (rows) => {
      const call = callRow({ recordId: 1, attemptRank: n });
      await rows.calls.insert(call);
      await rows.emails.add(emailRow({ callId: call.callId, recordId: 1 }));
      await rows.records.update(1, { attempts: n });
      await rows.audit.append(auditEntry({ subject: call.callId, action: 'call.record' }));
    });
    say(n);
  }
}

say('open');
if (job === 'claim') await claimAll();
if (job === 'write') await writeForEver();
store.close();
