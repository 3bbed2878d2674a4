import type { Config } from '../config/config.ts';
import { readSecretFile } from '../config/secret-file.ts';
import { openMetrics } from '../metrics.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { openJobRuns } from './job-runs.ts';
import { openLineGuard } from './line-guard.ts';
import { openWatchCalls } from './watch-calls.ts';

/** What counts and tells how the house is: on its own machine, and to a watch on another. AppError `watch-token-short`. */
export function openHouseWatch({
  watch,
  clock,
  log,
}: Pick<Config, 'watch'> & { readonly clock: Clock; readonly log: Log }) {
  const metrics = openMetrics();
  const token = watch && readSecretFile('PLATEAU_WATCH_TOKEN_FILE', watch.tokenFile);
  return {
    metrics,
    lines: openLineGuard({ log, metrics }),
    jobRuns: openJobRuns(metrics),
    watchCalls: openWatchCalls({ clock, alert: watch?.alert, ...(token === undefined ? {} : { token }) }),
  };
}
