import type { AppContext } from './app-context.ts';
import { openJobLeases } from './live/job-leases.ts';
import { cutEndedAccess } from './steps/access/cut-access.ts';
import { tellRefusals } from './steps/access/note-refusals.ts';
import { sendNotices } from './steps/agenda/send-notices.ts';
import { anchorAudit } from './steps/audit/anchor-audit.ts';
import { keepHead } from './steps/audit/kept-head.ts';
import { backupIfDue } from './steps/backup/backup-create.ts';
import { resumeImportReports } from './steps/contact-file/import-report.ts';
import { dropOldMessages } from './steps/conversations/drop-old-messages.ts';
import { sendWaiting } from './steps/conversations/send-waiting.ts';
import { followCrm } from './steps/crm/follow-crm.ts';
import { deliverCharityReportsDue } from './steps/delivery/deliver-charity-report.ts';
import { deliverDue } from './steps/delivery/deliver-due.ts';
import { deliverProvisionalsDue } from './steps/delivery/deliver-provisional.ts';
import { watchDrop } from './steps/delivery/watch-drop.ts';
import { sendConfirmations } from './steps/email/send-confirmations.ts';
import { dropOldItems } from './steps/follow-up/drop-old-items.ts';
import { alertSilentWatch } from './steps/house/alert-silent-watch.ts';
import { watchClock } from './steps/house/clock-behind.ts';
import { noteHealth } from './steps/house/read-health.ts';
import { mendLeftBehind } from './steps/house/recover-house.ts';
import { proveDestructions } from './steps/keys/destroy-campaign-keys.ts';
import { followRotations } from './steps/keys/rotate-on-rings.ts';
import { tendRing } from './steps/keys/tend-ring.ts';
import { dropWithdrawn } from './steps/library/drop-withdrawn.ts';
import { agePledges } from './steps/line/age-pledges.ts';
import { deliverPledgesDue } from './steps/line/deliver-pledges.ts';
import { dropOldCallbacks } from './steps/line/follow-given-up.ts';
import { sendLinks } from './steps/line/send-links.ts';
import { forgetOldCopies, sendCopies } from './steps/newsletter/send-copies.ts';
import { holdOldChecks } from './steps/next-card/hold-unchecked.ts';
import { dropOldEdits } from './steps/people/drop-old-edits.ts';
import { dropOldSearches } from './steps/people/keep-searches.ts';
import { carryOutWaitingActs } from './steps/persons/waiting-acts.ts';
import { certifyProven } from './steps/purge/purge-campaign.ts';
import { endDirectories } from './steps/purge/purge-directory.ts';
import { returnExpiredLeases } from './steps/records/return-leases.ts';
import { deliverReviewsDue } from './steps/review/deliver-reviews-due.ts';
import { enforceDueScripts } from './steps/script/script-enforce.ts';
import { endSilentShifts } from './steps/shift/end-silent-shifts.ts';
import { dropOldContracts } from './steps/staff/record-contract.ts';
import { cutWebSessions, dropOldWebDoor } from './steps/web-door/cut-web-sessions.ts';

interface Job {
  readonly name: string;
  readonly everyMs: number;
  /** Each server does it, for what it alone knows: its memory, its clock, who listens to it, its disk. */
  readonly isOwn?: true;
  readonly run: (app: AppContext) => Promise<void>;
}

/** What the house does alone, and how often (milliseconds of real time; what is due is decided by the clock port). */
const JOBS: readonly Job[] = [
  { name: 'left behind', everyMs: 15_000, run: async (app) => await mendLeftBehind(app) },
  // Each on its own ring.
  {
    name: 'key ring',
    isOwn: true,
    everyMs: 5_000,
    run: async (app) => {
      await proveDestructions(app);
      await tendRing(app);
    },
  },
  { name: 'key rotations', everyMs: 5_000, run: async (app) => await followRotations(app) },
  {
    name: 'directory ends',
    isOwn: true,
    everyMs: 15_000,
    run: async (app) => void (await endDirectories(app)),
  },
  { name: 'proven purges', everyMs: 15_000, run: async (app) => void (await certifyProven(app)) },
  { name: 'access', everyMs: 3_000, run: async (app) => void (await cutEndedAccess(app)) },
  { name: 'web sessions', everyMs: 3_000, run: async (app) => void (await cutWebSessions(app)) },
  { name: 'web leftovers', everyMs: 3_600_000, run: async (app) => void (await dropOldWebDoor(app)) },
  { name: 'refusals', isOwn: true, everyMs: 60_000, run: async (app) => void (await tellRefusals(app)) },
  { name: 'leases', everyMs: 10_000, run: async (app) => void (await returnExpiredLeases(app)) },
  {
    name: 'waiting acts',
    everyMs: 10_000,
    run: async (app) => void (await carryOutWaitingActs(app)),
  },
  { name: 'list checks', everyMs: 60_000, run: async (app) => await holdOldChecks(app) },
  { name: 'shifts', isOwn: true, everyMs: 60_000, run: async (app) => void (await endSilentShifts(app)) },
  {
    name: 'confirmations',
    everyMs: 15_000,
    run: async (app) => void (await sendConfirmations(app, { actor: 'system', limit: 200 })),
  },
  {
    name: 'payment links',
    everyMs: 5_000,
    run: async (app: AppContext) => void (await sendLinks(app, { actor: 'system', limit: 200 })),
  },
  {
    name: 'notices of slots',
    everyMs: 15_000,
    run: async (app) => void (await sendNotices(app, { limit: 200 })),
  },
  {
    name: 'waiting mails',
    everyMs: 15_000,
    run: async (app) => void (await sendWaiting(app, { limit: 200 })),
  },
  { name: 'old items', everyMs: 3_600_000, run: async (app) => void (await dropOldItems(app)) },
  { name: 'old messages', everyMs: 3_600_000, run: async (app) => void (await dropOldMessages(app)) },
  {
    name: 'newsletters',
    everyMs: 3_000,
    run: async (app) => void (await sendCopies(app, { limit: 500 })),
  },
  { name: 'old newsletters', everyMs: 3_600_000, run: async (app) => void (await forgetOldCopies(app)) },
  {
    name: 'pledges of the day',
    everyMs: 60_000,
    run: async (app: AppContext) => void (await deliverPledgesDue(app, { actor: 'system' })),
  },
  {
    name: 'old pledges',
    everyMs: 600_000,
    run: async (app: AppContext) => void (await agePledges(app, { actor: 'system' })),
  },
  {
    name: 'old call-backs',
    everyMs: 60_000,
    run: async (app: AppContext) => await dropOldCallbacks(app),
  },
  {
    name: 'import reports',
    everyMs: 60_000,
    run: async (app) => void (await resumeImportReports(app, { actor: 'system' })),
  },
  {
    name: 'deliveries',
    everyMs: 60_000,
    run: async (app) => void (await deliverDue(app, { actor: 'system' })),
  },
  {
    name: 'audit checkpoint',
    everyMs: 60_000,
    run: async (app) => void (await anchorAudit(app, { actor: 'system' })),
  },
  {
    name: 'provisional returns',
    everyMs: 60_000,
    run: async (app) => void (await deliverProvisionalsDue(app, { actor: 'system' })),
  },
  {
    name: 'charity reports',
    everyMs: 60_000,
    run: async (app) => void (await deliverCharityReportsDue(app, { actor: 'system' })),
  },
  {
    name: 'reviews',
    everyMs: 60_000,
    run: async (app) => void (await deliverReviewsDue(app, { actor: 'system' })),
  },
  {
    name: 'drop watch',
    everyMs: 300_000,
    run: async (app) => void (await watchDrop(app)),
  },
  { name: 'crm', everyMs: 30_000, run: async (app) => await followCrm(app) },
  { name: 'script versions', everyMs: 30_000, run: async (app) => await enforceDueScripts(app) },
  {
    name: 'staff register',
    everyMs: 3_600_000,
    run: async (app) => void (await dropOldContracts(app)),
  },
  { name: 'withdrawn documents', everyMs: 3_600_000, run: async (app) => void (await dropWithdrawn(app)) },
  { name: 'directory edits', everyMs: 3_600_000, run: async (app) => void (await dropOldEdits(app)) },
  { name: 'saved searches', everyMs: 3_600_000, run: async (app) => void (await dropOldSearches(app)) },
  { name: 'clock', isOwn: true, everyMs: 300_000, run: async (app) => watchClock(app) },
  { name: 'health', isOwn: true, everyMs: 60_000, run: async (app) => void (await noteHealth(app)) },
  // Each listens for the watch that calls it.
  { name: 'silent watch', isOwn: true, everyMs: 60_000, run: async (app) => await alertSilentWatch(app) },
  { name: 'kept head', isOwn: true, everyMs: 60_000, run: async (app) => keepHead(app) },
  { name: 'backup', everyMs: 600_000, run: async (app) => void (await backupIfDue(app)) },
];

/** A job that its server left is taken over this soon after its lease ended (standing.ts): within a minute in all. */
const TAKE_OVER_MS = 15_000;

export interface Schedule {
  /** Runs every job once, now, in order; a failure is logged and the others run (the demo and tests use it). */
  runNow(): Promise<void>;
  /** Stops, and waits for the job under way. */
  close(): Promise<void>;
}

/**
 * Starts the jobs; each waits for its own end before its next turn, and is done by one server of the house at a time, so that
 * none ever runs twice at once.
 */
export function startSchedule(app: AppContext, on: boolean): Schedule {
  const timers = new Set<NodeJS.Timeout>();
  const leases = openJobLeases(app);
  const running = new Map<string, Promise<void>>();
  const failed = (job: string, error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal';
    app.jobRuns.ended(job, false);
    app.log.error('schedule.failed', { job, code });
  };
  const once = (job: Job): Promise<void> => {
    const before = running.get(job.name);
    const now = (before ?? Promise.resolve())
      .then(() => app.store.whenFree())
      .then(async () => {
        if (job.isOwn) await job.run(app);
        else await leases.run(job.name, (store) => job.run({ ...app, store }));
      })
      .then(() => app.jobRuns.ended(job.name, true))
      .catch((error: unknown) => failed(job.name, error));
    running.set(job.name, now);
    return now;
  };
  const takeOver = async () => {
    try {
      const left = await leases.leftBehind();
      for (const job of JOBS) if (left.includes(job.name)) void once(job);
    } catch (error) {
      failed('take over', error);
    }
  };
  if (on) {
    app.jobRuns.begin(JOBS);
    for (const job of JOBS) {
      const timer = setInterval(() => void once(job), job.everyMs);
      timers.add(timer.unref());
    }
    timers.add(setInterval(() => void takeOver(), TAKE_OVER_MS).unref());
  }
  return {
    runNow: async () => {
      for (const job of JOBS) await once(job);
    },
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running.values());
    },
  };
}
