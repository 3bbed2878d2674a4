import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { Probe } from '../domain/watch/watch-settings.ts';
import type { ProbeOutcome } from '../domain/watch/watch-state.ts';

type CertificateProbe = Extract<Probe, { kind: 'certificate' }>;

interface Asked {
  readonly signal: AbortSignal;
  readonly ca: readonly string[] | undefined;
  readonly nowMs: number;
}

const DAY_MS = 86_400_000;

/** Until when the certificate holds that stands there, checked as any client would. Rejects as Node does. */
async function validUntil({ host, port }: CertificateProbe, { signal, ca }: Asked): Promise<number> {
  const socket = connect({
    ...{ host, port, signal },
    ...(isIP(host) ? {} : { servername: host }),
    ...(ca && { ca: [...ca] }),
  });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve).once('error', reject);
    });
    return Date.parse(socket.getPeerCertificate().valid_to);
  } finally {
    socket.on('error', () => undefined);
    socket.destroy();
  }
}

/** Days that the certificate still holds, below the wanted ones a failure. */
export async function askCertificate(probe: CertificateProbe, asked: Asked): Promise<ProbeOutcome | 'good'> {
  const days = Math.floor(((await validUntil(probe, asked)) - asked.nowMs) / DAY_MS);
  return days < probe.daysLeft ? { ok: false, why: 'certificate', detail: String(days) } : 'good';
}
