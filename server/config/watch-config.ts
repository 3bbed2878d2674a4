import { refuse, section } from './config-refusal.ts';

/** Who may know how the house is, and whom the silence of its watch is told. */
export interface WatchConfig {
  readonly tokenFile: string;
  readonly alert: { readonly from: string; readonly to: readonly string[] } | undefined;
}

/** Undefined where no token is configured. AppError `config-invalid` names the variable at fault. */
export function readWatch(env: Readonly<Record<string, string | undefined>>): WatchConfig | undefined {
  const alert = section(env, ['PLATEAU_WATCH_ALERT_FROM', 'PLATEAU_WATCH_ALERT_TO']);
  const tokenFile = env.PLATEAU_WATCH_TOKEN_FILE;
  if (!tokenFile) {
    if (alert) refuse('PLATEAU_WATCH_TOKEN_FILE', 'manque, alors que PLATEAU_WATCH_ALERT_TO est là.');
    return undefined;
  }
  if (!alert) return { tokenFile, alert: undefined };
  const to = alert.PLATEAU_WATCH_ALERT_TO.split(',').map((one) => one.trim());
  const from = alert.PLATEAU_WATCH_ALERT_FROM;
  for (const address of [from, ...to])
    if (!/^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(address))
      refuse(address === from ? 'PLATEAU_WATCH_ALERT_FROM' : 'PLATEAU_WATCH_ALERT_TO', 'attend nom@domaine.');
  return { tokenFile, alert: { from, to } };
}
