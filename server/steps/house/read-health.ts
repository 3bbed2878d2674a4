import { isAppError } from '../../../shared/errors.ts';
import type { JobRuns, JobStanding } from '../../live/job-runs.ts';
import type { Metrics } from '../../metrics.ts';
import type { Backups } from '../../ports/backup.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DiskSpace } from '../../ports/disk-space.ts';
import type { Exchange } from '../../ports/exchange.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';

/** One thing looked at: a code, a verdict, and the figure it was judged by. */
interface HealthCheck {
  readonly code: 'base' | 'disk' | 'keys' | 'backup' | 'emails-late' | 'jobs';
  readonly ok: boolean;
  /** Bytes free, seconds since the last backup, e-mails late, jobs that fail or are late; null where nothing could be read. */
  readonly value: number | null;
}

/** The house as its watch may know it: codes and figures, nobody’s name. */
export interface Health {
  readonly ok: boolean;
  readonly checks: readonly HealthCheck[];
  readonly jobs: readonly JobStanding[];
}

export interface HealthDeps {
  readonly store: Store;
  readonly exchange: Pick<Exchange, 'signDetached'>;
  readonly backups: Pick<Backups, 'isConfigured' | 'list'>;
  readonly diskSpace: DiskSpace;
  readonly jobRuns: JobRuns;
  readonly clock: Clock;
}

const LEAST_FREE_BYTES = 1024 ** 3;
/** One is made every day. */
const OLDEST_BACKUP_SECONDS = 2 * 86_400;
/** F-06: a confirmation leaves within 48 hours of its call. */
const LATEST_EMAIL_MS = 48 * 3_600_000;

type Look = readonly [code: HealthCheck['code'], look: () => Promise<Omit<HealthCheck, 'code'>>];

async function lastBackup({ backups, clock }: HealthDeps): Promise<Omit<HealthCheck, 'code'>> {
  const [newest] = await backups.list();
  if (!newest) return { ok: false, value: null };
  const age = Math.round((clock.nowMs() - newest.createdAtMs) / 1000);
  return { ok: age < OLDEST_BACKUP_SECONDS, value: age };
}

function looks(deps: HealthDeps): readonly Look[] {
  const { store, exchange, diskSpace, jobRuns, clock } = deps;
  const signed = () => exchange.signDetached(new Uint8Array([1]));
  return [
    ['base', async () => ({ ok: await store.write(async () => true), value: null })],
    [
      'disk',
      async () => {
        const free = await diskSpace.freeBytes();
        return { ok: free >= LEAST_FREE_BYTES, value: free };
      },
    ],
    ['keys', async () => ({ ok: (await signed()).length > 0, value: null })],
    ...(deps.backups.isConfigured ? [['backup', () => lastBackup(deps)] as const] : []),
    [
      'emails-late',
      async () => {
        const late = await store.glance((rows) => rows.emails.late(clock.nowMs() - LATEST_EMAIL_MS));
        return { ok: late.length === 0, value: late.length };
      },
    ],
    [
      'jobs',
      async () => {
        const bad = jobRuns.list().filter(({ ok }) => !ok).length;
        return { ok: bad === 0, value: bad };
      },
    ],
  ];
}

/** What could not be looked at is not good: an AppError is a verdict, a bug is a bug. */
async function seen([code, look]: Look): Promise<HealthCheck> {
  try {
    return { code, ...(await look()) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { code, ok: false, value: null };
  }
}

/** Looks at the house, and changes nothing in it: a transaction without a row shows that the base may be written. */
export async function readHealth(deps: HealthDeps): Promise<Health> {
  const checks: HealthCheck[] = [];
  for (const look of looks(deps)) checks.push(await seen(look));
  return { ok: checks.every(({ ok }) => ok), checks, jobs: deps.jobRuns.list() };
}

/** The same for Prometheus and the technical log, each minute. */
export async function noteHealth(
  deps: HealthDeps & { readonly metrics: Pick<Metrics, 'healthSeen'>; readonly log: Log },
): Promise<void> {
  const { checks } = await readHealth(deps);
  for (const { code, ok, value } of checks) {
    deps.metrics.healthSeen(code, ok);
    if (!ok) deps.log.warn('health.unwell', { check: code, value: value ?? undefined });
  }
}
