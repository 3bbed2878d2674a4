import type { Installation } from '../domain/house/installation.ts';
import type { Config } from './config.ts';
import { readProvider } from './provider-file.ts';

/**
 * What papers and evidence packs may say of the configuration: an allowed list, so that a new setting is never told by
 * accident. AppError `provider-invalid`.
 */
export function installationOf(config: Config): Installation {
  const { listen, tls, ssh, drop, smtp, backup } = config;
  return {
    listen,
    hasTls: tls !== undefined,
    ssh: { ...ssh.listen, lockMs: ssh.lockMs },
    drop: drop ? { host: new URL(drop.url).host, hostKey: drop.hostKey } : null,
    relay: smtp ? { host: new URL(smtp.url).host, requiresTls: smtp.requireTls } : null,
    backup: backup ? { keep: backup.keep } : null,
    secondFactor: config.secondFactor,
    scheduleOn: config.scheduleOn,
    trainsElsewhere: config.trainsElsewhere,
    hasSimulatedClock: config.simulatedClock !== undefined,
    logLevel: config.logLevel,
    provider: readProvider(config.providerFile),
  };
}
