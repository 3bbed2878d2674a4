import { type AlertTo, readAlert } from './alert-config.ts';
import { refuse } from './config-refusal.ts';

/** Who may know how the house is, and whom the silence of its watch is told. */
export interface WatchConfig {
  readonly tokenFile: string;
  readonly alert: AlertTo | undefined;
}

/** Undefined where no token is configured. AppError `config-invalid` names the variable at fault. */
export function readWatch(env: Readonly<Record<string, string | undefined>>): WatchConfig | undefined {
  const alert = readAlert(env, { from: 'PLATEAU_WATCH_ALERT_FROM', to: 'PLATEAU_WATCH_ALERT_TO' });
  const tokenFile = env.PLATEAU_WATCH_TOKEN_FILE;
  if (tokenFile) return { tokenFile, alert };
  if (alert) refuse('PLATEAU_WATCH_TOKEN_FILE', 'manque, alors que PLATEAU_WATCH_ALERT_TO est là.');
  return undefined;
}
