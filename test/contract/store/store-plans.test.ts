import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CROSS_COLUMNS } from '../../../server/domain/indicators/cross-axes.ts';
import type { StoreWriter } from '../../../server/ports/store.ts';
import { plansOf } from '../../support/store/sql-plans.ts';
import { CAMPAIGN, CHARITY, importRecords, NOW_MS, temporaryStore } from '../../support/store/store-rows.ts';

/** SQLite's own plans, of the very statements that the store prepares: a figure that does not depend on the machine. */

let base: ReturnType<typeof temporaryStore>;
beforeEach(async () => {
  base = temporaryStore();
  await importRecords(base.store, [{}]);
});
afterEach(() => base.dispose());

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
  const work: Readonly<Record<string, (rows: StoreWriter) => Promise<unknown>>> = {
    'look-ups of a record': async ({ records }) => {
      await records.idByDonorBlind(CAMPAIGN, 'b');
      await records.ofDonor([CAMPAIGN], 'b');
      await records.idsByPhoneBlind(CAMPAIGN, 'b');
      await records.isSuppressed(CHARITY, 'b');
      await records.isAnySuppressed(CHARITY, ['b']);
      await records.isObjected(1, { charity: CHARITY, campaign: CAMPAIGN });
      await records.contactFileBySha(CAMPAIGN, 's');
    },
    leases: async ({ records }) => {
      await records.leaseOfAgent('a1');
      await records.leaseOfCall('c1');
      await records.leaseOfRecord(1);
      await records.endedLease('c1');
      await records.touchLease('c1', 1, 1);
      await records.releaseLease('c1');
      await records.expiredLeases(NOW_MS);
    },
    'figures of the queue': async ({ records }) => {
      await records.areas(CAMPAIGN);
      await records.queueDepth(CAMPAIGN, NOW_MS);
      await records.nextDueAtMs(CAMPAIGN, NOW_MS);
      await records.callbacksOf('a1', NOW_MS);
      await records.countByState(CAMPAIGN);
      await records.countByDisposition(CAMPAIGN, period);
    },
    'a suppression': ({ records }) => records.suppress({ ...suppression, onlyCampaign: false }),
    'the end of an import': async ({ records }) => {
      const file = { campaign: CAMPAIGN, name: 'n', sha256: 's', startedAtMs: 1, ...counts };
      const { finishedAtMs, ...begun } = file;
      await records.finishContactFile(await records.beginContactFile(begun), { ...counts, finishedAtMs });
    },
    'matching by campaign or agent': async ({ records }) => {
      await records.matching({ campaign: CAMPAIGN, states: ['callback', 'lease'] }, 5);
      await records.matching({ agent: 'a1', dueBeforeMs: NOW_MS }, 5);
    },
    calls: async ({ calls }) => {
      await calls.byId('c');
      await calls.ofRecord(1);
      await calls.ofRecords([1]);
      await calls.ended(CAMPAIGN, period, ['AC_UP']);
      await calls.sums(CAMPAIGN, period);
      await calls.ofAgent('a1', period);
      await calls.countOfAgent({ agent: 'a1', beforeMs: NOW_MS, codes: ['AC_UP'], most: 20 });
      await Array.fromAsync(calls.each(CAMPAIGN));
    },
    'facts of agreements': async ({ agreements }) => {
      await agreements.ofCampaign(CAMPAIGN);
      await agreements.ofAgent('a1', period);
    },
    'verification and consents': async ({ checks, consents }) => {
      await checks.ofCall('c');
      await checks.lastOf('c');
      await checks.inForce(CAMPAIGN, ['to-check', 'rejected']);
      await checks.states(CAMPAIGN);
      await consents.ofCall('c');
    },
    'corrections, proofs and tasks': async ({ corrections, deliveries, emails, followUps, calls }) => {
      await corrections.ofCall('c');
      await corrections.calls(CAMPAIGN);
      await corrections.oneOffDeltaMinor(CAMPAIGN, period);
      await deliveries.byId('d');
      await deliveries.linesOfCall('c');
      await deliveries.proof('d');
      await emails.allOfCall('c');
      await emails.byId('e');
      await emails.byMessageId('<m@exemple.invalid>');
      await followUps.open();
      await followUps.byId('e');
      await calls.unsent(CAMPAIGN, NOW_MS, { codes: ['AR_STOP'], line: 'U' });
    },
    'e-mails': async ({ emails }) => {
      await emails.due(NOW_MS, 5);
      await emails.late(NOW_MS);
      await emails.inState('uncertain');
      await emails.countByState(CAMPAIGN);
    },
    'deliveries and sessions': async ({ deliveries, accounts }) => {
      await deliveries.find(CAMPAIGN, 'weekly', 'w');
      await deliveries.inState('built');
      await deliveries.isLineSent('c', 'N');
      await accounts.byLogin('l');
      await accounts.session('t');
      await accounts.bearer('t');
      await accounts.endSessionsOf('a');
      await accounts.dropExpiredSessions(NOW_MS);
    },
    'lists and holds': async ({ records }) => {
      await records.phoneBlindsOf(1);
      await records.heldIds(CAMPAIGN, ['ready']);
      await records.holdUnchecked(CAMPAIGN, '2026-11-01');
    },
    signatures: async ({ mandates }) => {
      await mandates.ofCall('c');
      await mandates.recorded(CAMPAIGN, period);
    },
    'enrichment requests': async ({ enrichments }) => {
      await enrichments.request('e');
      await enrichments.requests(CAMPAIGN);
      await enrichments.line('l');
      await enrichments.linesOf('e');
      await enrichments.askable(CAMPAIGN, ['EF_SANSTEL']);
      await enrichments.markReturned('e', NOW_MS);
      await enrichments.markAttested('e', '2026-11-23');
    },
    'the floor': async ({ floor }) => {
      await floor.liveEventsAfter(0, 5);
      await floor.dropLiveEvents(NOW_MS);
      await floor.productionSeconds({ agent: 'a1' }, period, NOW_MS);
      await floor.productionSeconds({ campaign: CAMPAIGN }, period, NOW_MS);
      await floor.switchSpan('a1', NOW_MS);
    },
    'listening, incidents and shifts': async ({ listening, incidents, shifts }) => {
      const day = { fromMs: 0, toMs: NOW_MS };
      await listening.grid('h');
      await listening.note('n');
      await listening.noteOf('c', 'a');
      await listening.notes([CAMPAIGN], day);
      await listening.notes([CAMPAIGN], day, 'a1');
      await listening.feedbackOf('a1', NOW_MS);
      await incidents.byId(1);
      await incidents.openOfRecord(1);
      await incidents.of([CAMPAIGN]);
      await incidents.entries(1);
      await shifts.ofAgent('a1', day);
      await shifts.running();
      await shifts.spansOf('a1', day);
      await shifts.runningSpan('a1');
      await shifts.lastActMs('a1');
      await shifts.callsOf('a1', day);
      await shifts.callsOf('a1', day, CAMPAIGN);
      await shifts.begin('a1', NOW_MS);
      await shifts.seen(['a1'], NOW_MS);
      await shifts.end('a1', NOW_MS, 'silence');
      await shifts.dropBefore(1);
    },
    'audit figures': async ({ audit }) => {
      await audit.ofCampaign(CAMPAIGN, 'record.open');
      await Array.fromAsync(audit.each());
    },
    'pictures, review, decisions and comments': async ({ insights, decisions, weekComments }) => {
      await weekComments.ofWeek(CAMPAIGN, '2026-W47');
      const period = { fromMs: 0, toMs: NOW_MS };
      await insights.called(CAMPAIGN, NOW_MS);
      await insights.callsByHour(CAMPAIGN, period);
      await insights.closingsByHour(CAMPAIGN, period);
      await insights.profiles(CAMPAIGN, NOW_MS);
      await insights.talks(CAMPAIGN, period);
      await insights.heard(CAMPAIGN, period, ['v1 why a']);
      for (const column of [...CROSS_COLUMNS, { profile: 'canal' }])
        await insights.crossed(CAMPAIGN, period, [column, 'theme']);
      await decisions.ofCampaign(CAMPAIGN);
    },
    'versions and profiles': async ({ scriptLives, profiles }) => {
      await scriptLives.due(CAMPAIGN, NOW_MS);
      await scriptLives.inForce(CAMPAIGN, 'script');
      await scriptLives.ofCampaign(CAMPAIGN);
      await Array.fromAsync(profiles.candidates(CAMPAIGN));
      await profiles.ofCampaign(CAMPAIGN);
      await profiles.weights(CAMPAIGN);
      await profiles.classCounts(CAMPAIGN);
      await profiles.themeWeights(CAMPAIGN);
      await profiles.items('P1');
      await profiles.setPriorities('P1');
      await profiles.forgetRecord(1);
    },
    'an erasure': async ({ purges }) => {
      await purges.blindSamples(CAMPAIGN, 5);
      await purges.eraseCampaign(CAMPAIGN);
    },
  };

  test.each(Object.keys(work))('%s', async (name) => {
    const plans = await plansOf(base.file, (rows) => work[name]?.(rows));
    expect(plans.size).toBeGreaterThan(0);
    const walks = [...plans].filter(([, plan]) =>
      /SCAN (?!(step|heard|breach|campaign|found|blinds|this|others|other|json_each|\(|CONSTANT))/.test(plan),
    );
    expect(walks).toEqual([]);
  });
});
