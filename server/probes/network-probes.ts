import { isAppError } from '../../shared/errors.ts';
import type { Probe } from '../domain/watch/watch-settings.ts';
import type { ProbeOutcome } from '../domain/watch/watch-state.ts';
import type { Clock } from '../ports/clock.ts';
import type { Probes } from '../ports/probes.ts';
import { askBanner } from './banner-probe.ts';
import { askCertificate } from './certificate-probe.ts';
import { failureOf } from './network-failure.ts';
import { askUrl } from './url-probe.ts';

interface ProbeSetting {
  readonly clock: Clock;
  /** PEM certificates to trust besides the system’s. */
  readonly ca?: readonly string[] | undefined;
}

function askAs(
  probe: Probe,
  asked: { readonly signal: AbortSignal; readonly ca: readonly string[] | undefined; readonly nowMs: number },
): Promise<ProbeOutcome | 'good'> {
  if (probe.kind === 'url') return askUrl(probe, asked);
  if (probe.kind === 'certificate') return askCertificate(probe, asked);
  return askBanner(probe, asked.signal);
}

/** The network behind the port `server/ports/probes.ts`. Durations are of the machine’s ticks, whatever hour is simulated. */
export function openNetworkProbes({ clock, ca }: ProbeSetting): Probes {
  return {
    ask: async (probe, timeoutMs) => {
      const begun = performance.now();
      try {
        const signal = AbortSignal.timeout(timeoutMs);
        const verdict = await askAs(probe, { signal, ca, nowMs: clock.nowMs() });
        return verdict === 'good' ? { ok: true, ms: Math.round(performance.now() - begun) } : verdict;
      } catch (error) {
        if (isAppError(error)) throw error;
        return { ok: false, why: failureOf(error), detail: '' };
      }
    },
  };
}
