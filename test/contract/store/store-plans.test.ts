import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CROSS_COLUMNS } from '../../../server/domain/indicators/cross-axes.ts';
import type { StoreWriter } from '../../../server/ports/store.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import {
  CAMPAIGN,
  CHARITY,
  importRecords,
  NOW_MS,
  queueLook,
  temporaryStore,
} from '../../support/store/store-rows.ts';

/** SQLite's own plans, of the very statements that the store prepares: a figure that does not depend on the machine. */

let base: ReturnType<typeof temporaryStore>;
beforeEach(() => {
  base = temporaryStore();
  importRecords(base.store, [{}]);
});
afterEach(() => base.dispose());

/** Plans of what `work` prepares on a fresh connection, by statement. */
function plansOf(work: (rows: StoreWriter) => void): ReadonlyMap<string, string> {
  const sources = new Set<string>();
  const { prepare } = DatabaseSync.prototype;
  DatabaseSync.prototype.prepare = function spy(this: DatabaseSync, sql: string): StatementSync {
    sources.add(sql);
    return prepare.call(this, sql);
  };
  try {
    const store = openStore({ file: base.file });
    store.write(work);
    store.close();
  } finally {
    DatabaseSync.prototype.prepare = prepare;
  }
  const db = new DatabaseSync(base.file);
  const plans = [...sources]
    .filter((sql) => !sql.startsWith('PRAGMA'))
    .map((sql) => {
      const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
      return [sql, steps.map((step) => step.detail).join('\n')] as const;
    });
  db.close();
  return new Map(plans);
}

describe('the queue', () => {
  const looks = (['mine', 'shared', 'anyone'] as const).flatMap((owner) => [
    { owner },
    { owner, nextPart: 'S' as const },
  ]);
  const index = {
    mine: 'look_owner (hold=? AND campaign=? AND queue=? AND area=? AND owner=? AND due_at_ms<?)',
    mineS:
      'look_owner_part (hold=? AND campaign=? AND queue=? AND area=? AND owner=? AND next_part=? AND due_at_ms<?)',
    anyone: 'look_any (hold=? AND campaign=? AND queue=? AND area=? AND due_at_ms<?)',
    anyoneS: 'look_part (hold=? AND campaign=? AND queue=? AND area=? AND next_part=? AND due_at_ms<?)',
  };

  test.each(looks)('look %o is one index seek, in due order, without sorting', (look) => {
    const request = { agent: 'a1', callId: 'c1', nowMs: NOW_MS, leaseMs: 1 };
    const missing = { ...queueLook(look), queue: 'retry' as const };
    const plans = plansOf((rows) => rows.records.claim({ ...request, looks: [missing] }));
    const whose = look.owner === 'anyone' ? 'anyone' : 'mine';
    const expected = index[look.nextPart ? (`${whose}S` as const) : whose];
    const seek = `SEARCH record USING COVERING INDEX ${expected}`;
    // First what nobody has reserved: each candidate is looked up by its number, once.
    const unreserved = [
      seek,
      'CORRELATED SCALAR SUBQUERY 1',
      'SEARCH reservation USING INTEGER PRIMARY KEY (rowid=?)',
    ];
    const allowed = [unreserved.join('\n'), seek];
    expect([...plans.values()].filter((plan) => !allowed.includes(plan))).toEqual([]);
    expect([...plans.values()]).toContain(seek);
  });

  test.each([{}, { nextPart: 'S' as const }])(
    'a look for profiles with priority %o is one seek too',
    (part) => {
      const look = queueLook({ ...part, owner: 'shared', queue: 'retry', priority: 3 });
      const plans = plansOf((rows) =>
        rows.records.claim({ agent: 'a1', callId: 'c1', nowMs: NOW_MS, leaseMs: 1, looks: [look] }),
      );
      const [name, terms] =
        'nextPart' in part ? ['look_priority_part', ' AND next_part=?'] : ['look_priority', ''];
      const where = `hold=? AND campaign=? AND queue=? AND area=? AND owner=? AND priority=?${terms} AND due_at_ms<?`;
      const seek = `SEARCH record USING COVERING INDEX ${name} (${where})`;
      expect([...plans.values()].every((plan) => plan.startsWith(seek))).toBe(true);
      expect([...plans.values()]).toContain(seek);
    },
  );
});

describe('no look-up walks a table', () => {
  const period = { fromMs: NOW_MS, toMs: NOW_MS + 1 };
  const suppression = {
    charity: CHARITY,
    campaign: CAMPAIGN,
    blinds: ['b'],
    atMs: NOW_MS,
    exceptRecordId: 0,
  };
  const counts = { rows: 0, accepted: 0, warned: 0, rejected: 0, excluded: 0, finishedAtMs: NOW_MS };
  const work: Readonly<Record<string, (rows: StoreWriter) => unknown>> = {
    'look-ups of a record': ({ records }) => {
      records.idByDonorBlind(CAMPAIGN, 'b');
      records.idsByPhoneBlind(CAMPAIGN, 'b');
      records.isSuppressed(CHARITY, 'b');
      records.contactFileBySha(CAMPAIGN, 's');
    },
    leases: ({ records }) => {
      records.leaseOfAgent('a1');
      records.leaseOfCall('c1');
      records.leaseOfRecord(1);
      records.endedLease('c1');
      records.touchLease('c1', 1, 1);
      records.releaseLease('c1');
      records.expiredLeases(NOW_MS);
    },
    'figures of the queue': ({ records }) => {
      records.areas(CAMPAIGN);
      records.queueDepth(CAMPAIGN, NOW_MS);
      records.nextDueAtMs(CAMPAIGN, NOW_MS);
      records.callbacksOf('a1', NOW_MS);
      records.countByState(CAMPAIGN);
      records.countByDisposition(CAMPAIGN, period);
    },
    'a suppression': ({ records }) => records.suppress({ ...suppression, onlyCampaign: false }),
    'the end of an import': ({ records }) => {
      const file = { campaign: CAMPAIGN, name: 'n', sha256: 's', startedAtMs: 1, ...counts };
      const { finishedAtMs, ...begun } = file;
      records.finishContactFile(records.beginContactFile(begun), { ...counts, finishedAtMs });
    },
    'matching by campaign or agent': ({ records }) => {
      records.matching({ campaign: CAMPAIGN, states: ['callback', 'lease'] }, 5);
      records.matching({ agent: 'a1', dueBeforeMs: NOW_MS }, 5);
    },
    calls: ({ calls }) => {
      calls.byId('c');
      calls.ofRecord(1);
      calls.ended(CAMPAIGN, period, ['AC_UP']);
      calls.sums(CAMPAIGN, period);
      calls.ofAgent('a1', period);
      [...calls.each(CAMPAIGN)];
    },
    'facts of agreements': ({ agreements }) => {
      agreements.ofCampaign(CAMPAIGN);
      agreements.ofAgent('a1', period);
    },
    'verification and consents': ({ checks, consents }) => {
      checks.ofCall('c');
      checks.lastOf('c');
      checks.inForce(CAMPAIGN, ['to-check', 'rejected']);
      checks.states(CAMPAIGN);
      consents.ofCall('c');
    },
    'corrections, proofs and tasks': ({ corrections, deliveries, emails, followUps, calls }) => {
      corrections.ofCall('c');
      corrections.calls(CAMPAIGN);
      corrections.oneOffDeltaMinor(CAMPAIGN, period);
      deliveries.byId('d');
      deliveries.linesOfCall('c');
      deliveries.proof('d');
      emails.allOfCall('c');
      emails.byId('e');
      emails.byMessageId('<m@exemple.invalid>');
      followUps.open();
      followUps.byId('e');
      calls.unsent(CAMPAIGN, NOW_MS, { codes: ['AR_STOP'], line: 'U' });
    },
    'e-mails': ({ emails }) => {
      emails.due(NOW_MS, 5);
      emails.late(NOW_MS);
      emails.inState('uncertain');
      emails.countByState(CAMPAIGN);
    },
    'deliveries and sessions': ({ deliveries, accounts }) => {
      deliveries.find(CAMPAIGN, 'weekly', 'w');
      deliveries.inState('built');
      deliveries.isLineSent('c', 'N');
      accounts.byLogin('l');
      accounts.session('t');
      accounts.endSessionsOf('a');
      accounts.dropExpiredSessions(NOW_MS);
    },
    'lists and holds': ({ records }) => {
      records.phoneBlindsOf(1);
      records.heldIds(CAMPAIGN, ['ready']);
      records.holdUnchecked(CAMPAIGN, '2026-11-01');
    },
    signatures: ({ mandates }) => {
      mandates.ofCall('c');
      mandates.recorded(CAMPAIGN, period);
    },
    'enrichment requests': ({ enrichments }) => {
      enrichments.request('e');
      enrichments.requests(CAMPAIGN);
      enrichments.line('l');
      enrichments.linesOf('e');
      enrichments.askable(CAMPAIGN, ['EF_SANSTEL']);
      enrichments.markReturned('e', NOW_MS);
      enrichments.markAttested('e', '2026-11-23');
    },
    'the floor': ({ floor }) => {
      floor.liveEventsAfter(0, 5);
      floor.dropLiveEvents(NOW_MS);
      floor.productionSeconds({ agent: 'a1' }, period, NOW_MS);
      floor.productionSeconds({ campaign: CAMPAIGN }, period, NOW_MS);
      floor.switchSpan('a1', NOW_MS);
    },
    'listening, incidents and shifts': ({ listening, incidents, shifts }) => {
      const day = { fromMs: 0, toMs: NOW_MS };
      listening.grid('h');
      listening.note('n');
      listening.noteOf('c', 'a');
      listening.notes([CAMPAIGN], day);
      listening.notes([CAMPAIGN], day, 'a1');
      listening.feedbackOf('a1', NOW_MS);
      incidents.byId(1);
      incidents.openOfRecord(1);
      incidents.of([CAMPAIGN]);
      incidents.entries(1);
      shifts.ofAgent('a1', day);
      shifts.running();
      shifts.spansOf('a1', day);
      shifts.runningSpan('a1');
      shifts.lastActMs('a1');
      shifts.callsOf('a1', day);
      shifts.callsOf('a1', day, CAMPAIGN);
      shifts.begin('a1', NOW_MS);
      shifts.seen(['a1'], NOW_MS);
      shifts.end('a1', NOW_MS, 'silence');
      shifts.dropBefore(1);
    },
    'audit figures': ({ audit }) => {
      audit.ofCampaign(CAMPAIGN, 'record.open');
      [...audit.each()];
    },
    'pictures, review, decisions and comments': ({ insights, decisions, weekComments }) => {
      weekComments.ofWeek(CAMPAIGN, '2026-W47');
      const period = { fromMs: 0, toMs: NOW_MS };
      insights.called(CAMPAIGN, NOW_MS);
      insights.callsByHour(CAMPAIGN, period);
      insights.closingsByHour(CAMPAIGN, period);
      insights.profiles(CAMPAIGN, NOW_MS);
      insights.talks(CAMPAIGN, period);
      insights.heard(CAMPAIGN, period, ['v1 why a']);
      for (const column of [...CROSS_COLUMNS, { profile: 'canal' }])
        insights.crossed(CAMPAIGN, period, [column, 'theme']);
      decisions.ofCampaign(CAMPAIGN);
    },
    'versions and profiles': ({ scriptLives, profiles }) => {
      scriptLives.due(CAMPAIGN, NOW_MS);
      scriptLives.inForce(CAMPAIGN, 'script');
      scriptLives.ofCampaign(CAMPAIGN);
      [...profiles.candidates(CAMPAIGN)];
      profiles.ofCampaign(CAMPAIGN);
      profiles.weights(CAMPAIGN);
      profiles.classCounts(CAMPAIGN);
      profiles.themeWeights(CAMPAIGN);
      profiles.items('P1');
      profiles.setPriorities('P1');
      profiles.forgetRecord(1);
    },
    'an erasure': ({ purges }) => {
      purges.blindSamples(CAMPAIGN, 5);
      purges.eraseCampaign(CAMPAIGN);
    },
  };

  test.each(Object.keys(work))('%s', (name) => {
    const plans = plansOf((rows) => work[name]?.(rows));
    expect(plans.size).toBeGreaterThan(0);
    const walks = [...plans].filter(([, plan]) =>
      /SCAN (?!(step|heard|breach|campaign|found|blinds|this|others|other|json_each|\(|CONSTANT))/.test(plan),
    );
    expect(walks).toEqual([]);
  });
});
