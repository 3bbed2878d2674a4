import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CROSS_COLUMNS } from '../../../server/domain/indicators/cross-axes.ts';
import type { StoreWriter } from '../../../server/ports/store.ts';
import { plansOf } from '../../support/store/sql-plans.ts';
import { CAMPAIGN, CHARITY, importRecords, NOW_MS, temporaryStore } from '../../support/store/store-rows.ts';

/** SQLite's own plans, of the very statements that the store prepares: a figure that does not depend on the machine. */

let base: ReturnType<typeof temporaryStore>;
beforeEach(() => {
  base = temporaryStore();
  importRecords(base.store, [{}]);
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
  const work: Readonly<Record<string, (rows: StoreWriter) => unknown>> = {
    'look-ups of a record': ({ records }) => {
      records.idByDonorBlind(CAMPAIGN, 'b');
      records.ofDonor([CAMPAIGN], 'b');
      records.idsByPhoneBlind(CAMPAIGN, 'b');
      records.isSuppressed(CHARITY, 'b');
      records.isAnySuppressed(CHARITY, ['b']);
      records.isObjected(1, { charity: CHARITY, campaign: CAMPAIGN });
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
      calls.ofRecords([1]);
      calls.ended(CAMPAIGN, period, ['AC_UP']);
      calls.sums(CAMPAIGN, period);
      calls.ofAgent('a1', period);
      calls.countOfAgent('a1', NOW_MS, ['AC_UP']);
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
      accounts.bearer('t');
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
    const plans = plansOf(base.file, (rows) => work[name]?.(rows));
    expect(plans.size).toBeGreaterThan(0);
    const walks = [...plans].filter(([, plan]) =>
      /SCAN (?!(step|heard|breach|campaign|found|blinds|this|others|other|json_each|\(|CONSTANT))/.test(plan),
    );
    expect(walks).toEqual([]);
  });
});
