import { isLoopback } from '../../../shared/loopback.ts';
import { notRead, type SecurityLine, sound, toMend } from './security-line.ts';

/** What of the configuration bears on security; a slice of `Installation`. */
export interface SecuritySetting {
  readonly listen: { readonly host: string };
  readonly hasTls: boolean;
  readonly drop: { readonly host: string; readonly hostKey: string } | null;
  readonly relay: { readonly host: string; readonly requiresTls: boolean } | null;
  readonly hasSimulatedClock: boolean;
}

function tls({ listen, hasTls }: SecuritySetting): SecurityLine {
  const part = 'TLS';
  if (hasTls) return sound(part, 'certificat configuré');
  if (isLoopback(listen.host)) return sound(part, 'écoute sur cette machine seulement');
  return toMend(
    part,
    `écoute sur ${listen.host} sans certificat : les fiches passent en clair sur le réseau`,
    'PLATEAU_TLS_CERT_FILE et PLATEAU_TLS_KEY_FILE, ou écoutez sur 127.0.0.1 derrière un relais TLS.',
  );
}

function dropHost({ drop }: SecuritySetting): SecurityLine {
  const part = 'hôte du dépôt';
  if (!drop) return notRead(part, 'aucun dépôt configuré', 'PLATEAU_DROP_URL et PLATEAU_DROP_HOST_KEY.');
  return sound(part, `clé épinglée (${drop.hostKey.slice(0, 15)}…)`);
}

function relay({ relay: configured }: SecuritySetting): SecurityLine {
  const part = 'relais d’e-mails';
  if (!configured) return notRead(part, 'aucun relais configuré', 'PLATEAU_SMTP_URL.');
  if (configured.requiresTls) return sound(part, 'TLS exigé');
  if (isLoopback(configured.host.replace(/:\d+$/, ''))) return sound(part, 'sur cette machine');
  return toMend(part, 'TLS pas exigé', 'Ôtez PLATEAU_SMTP_REQUIRE_TLS=off : réservé à un relais local.');
}

/** Doors of the house, from its configuration alone. */
export function settingLines(setting: SecuritySetting): readonly SecurityLine[] {
  const lines = [tls(setting), dropHost(setting), relay(setting)];
  if (!setting.hasSimulatedClock) return lines;
  const hint = 'Ôtez PLATEAU_CLOCK_START : jamais avec de vrais donateurs.';
  return [...lines, toMend('horloge', 'simulée', hint)];
}
