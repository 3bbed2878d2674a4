import { readHubspot } from '../../../server/config/hubspot-config.ts';
import { openConfiguredHubspot } from '../../../server/hubspot/hubspot-source.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Env } from '../host.ts';

/** The CRM of the configuration, ready to be asked; undefined where none is configured. Nothing is asked yet. */
export function crmOf(env: Env) {
  const config = readHubspot(env);
  return config && { config, source: openConfiguredHubspot(config) };
}

/** The same; AppError `crm-not-configured` where there is none. */
export function configuredCrm(env: Env) {
  const crm = crmOf(env);
  if (crm) return crm;
  throw new AppError({
    code: 'crm-not-configured',
    kind: 'unavailable',
    message: 'Aucun CRM n’est configuré.',
    hint: 'Renseignez PLATEAU_HUBSPOT_KEY_FILE et PLATEAU_HUBSPOT_ENTERS (docs/configuration.md), puis relancez.',
  });
}
