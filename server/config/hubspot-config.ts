import { isLoopback } from '../../shared/loopback.ts';
import { isApiVersion } from '../domain/crm/api-version.ts';
import { type EntersRule, readEntersRule } from '../domain/crm/enters-rule.ts';
import { type AlertTo, readAlert } from './alert-config.ts';
import { refuse, section } from './config-refusal.ts';

type Env = Readonly<Record<string, string | undefined>>;

export interface HubspotConfig {
  readonly keyFile: string;
  readonly rule: EntersRule;
  /** Without a slash at the end. */
  readonly url: string;
  readonly version: string;
  /** Whose directory follows it by itself; undefined: only when somebody asks for a pass. */
  readonly charity: string | undefined;
  /** Address of the form that takes what its people want changed there; undefined: their requests stay here. */
  readonly form: string | undefined;
  /** Who is told that it no longer does. */
  readonly alert: AlertTo | undefined;
}

/** The key and the people’s values cross the network: in clear they do not leave the machine. */
function safeUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  return url && isSafe && url.username === '' && url.search === '' ? url : undefined;
}

const FORM_PATH = /^\/submissions\/v3\/integration\/secure\/submit\/\d+\/[0-9a-f-]{36}$/;

function readForm(env: Env, charity: string | undefined): string | undefined {
  const form = env.PLATEAU_HUBSPOT_FORM || undefined;
  if (form === undefined) return undefined;
  if (!FORM_PATH.test(safeUrl(form)?.pathname ?? ''))
    refuse(
      'PLATEAU_HUBSPOT_FORM',
      'attend l’adresse d’envoi d’un formulaire : https://api.hsforms.com/submissions/v3/integration/secure/submit/PORTAIL/FORMULAIRE.',
    );
  if (charity === undefined)
    refuse('PLATEAU_HUBSPOT_CHARITY', 'manque, alors que PLATEAU_HUBSPOT_FORM est là.');
  return form;
}

/** The section of the CRM; undefined where none is configured. AppError `config-invalid` names the variable at fault. */
export function readHubspot(env: Env): HubspotConfig | undefined {
  const set = section(env, ['PLATEAU_HUBSPOT_KEY_FILE', 'PLATEAU_HUBSPOT_ENTERS']);
  if (!set) return undefined;
  const rule = readEntersRule(set.PLATEAU_HUBSPOT_ENTERS);
  if (!rule)
    refuse('PLATEAU_HUBSPOT_ENTERS', 'attend propriété=valeur,valeur, par exemple plateau_acces=oui.');
  const version = env.PLATEAU_HUBSPOT_VERSION || '2026-09';
  if (!isApiVersion(version))
    refuse('PLATEAU_HUBSPOT_VERSION', 'attend une version datée, par exemple 2026-09.');
  const text = env.PLATEAU_HUBSPOT_URL || 'https://api.hubapi.com';
  if (!safeUrl(text))
    refuse('PLATEAU_HUBSPOT_URL', 'attend une adresse https://, sans utilisateur ni question.');
  const charity = env.PLATEAU_HUBSPOT_CHARITY || undefined;
  const alert = readAlert(env, { from: 'PLATEAU_HUBSPOT_ALERT_FROM', to: 'PLATEAU_HUBSPOT_ALERT_TO' });
  if (alert && charity === undefined)
    refuse('PLATEAU_HUBSPOT_CHARITY', 'manque, alors que PLATEAU_HUBSPOT_ALERT_TO est là.');
  const form = readForm(env, charity);
  const keyFile = set.PLATEAU_HUBSPOT_KEY_FILE;
  return { keyFile, rule, version, url: text.replace(/\/+$/, ''), charity, form, alert };
}
