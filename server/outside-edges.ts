import { parsePhone } from '../shared/phone.ts';
import type { AppContext } from './app-context.ts';
import { openAsterisk } from './asterisk/ami-telephony.ts';
import { systemChance } from './clock/system-clock.ts';
import type { Config } from './config/config.ts';
import { type GatewayConfig, readSigningKey } from './config/gateway-config.ts';
import { readSecretFile } from './config/secret-file.ts';
import { openHttpNumberDirectory } from './gateways/http-number-directory.ts';
import { openHttpTextSender } from './gateways/http-text-sender.ts';
import { openHubspotForm } from './hubspot/hubspot-form.ts';
import { openConfiguredHubspot } from './hubspot/hubspot-source.ts';
import { openCrmTurns } from './live/crm-turns.ts';
import { openLineWatch } from './live/line-watch.ts';
import { openSmtpMailer } from './mail/smtp-mailer.ts';
import { openManualLine } from './manual-line/manual-line.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import { openSftpDrop } from './sftp/sftp-drop.ts';
import {
  unconfiguredDrop,
  unconfiguredMailer,
  unconfiguredNumbers,
  unconfiguredTexts,
} from './unconfigured-edges.ts';

function openDrop(config: Config, log: Log) {
  return config.drop ? openSftpDrop({ ...config.drop, log }) : unconfiguredDrop();
}

function openMailer(config: Config) {
  if (!config.smtp) return unconfiguredMailer();
  const { url, passwordFile, requireTls } = config.smtp;
  return openSmtpMailer({ url, requireTls, ...(passwordFile ? { passwordFile } : {}) });
}

function openTelephony({ pbx }: Config, log: Log, clock: Clock) {
  if (!pbx) return openManualLine({ clock, chance: systemChance });
  const { secretFile, caFile, country, ...rest } = pbx;
  const secret = () => readSecretFile('PLATEAU_PBX_SECRET_FILE', secretFile);
  const trustedCa = () => (caFile === undefined ? undefined : readSecretFile('PLATEAU_PBX_CA_FILE', caFile));
  const readNumber = (shown: string) => {
    const read = parsePhone(shown, country);
    return read.ok ? read.e164 : undefined;
  };
  return openAsterisk({ setting: { ...rest, secret, trustedCa }, clock, log, readNumber });
}

function gatewayOf({ variables, url, keyFile, caFile }: GatewayConfig, clock: Clock) {
  const key = () => readSigningKey(variables.keyFile, keyFile);
  const trustedCa = () => (caFile === undefined ? undefined : readSecretFile(variables.caFile, caFile));
  return { url, key, trustedCa, clock };
}

function openTexts({ texts }: Config, clock: Clock) {
  return texts ? openHttpTextSender(gatewayOf(texts, clock)) : unconfiguredTexts();
}

function openNumbers({ numbers }: Config, clock: Clock) {
  if (!numbers) return unconfiguredNumbers();
  return openHttpNumberDirectory(gatewayOf(numbers, clock));
}

/** The CRM that a directory follows by itself. */
function openCrm({ hubspot }: Config) {
  if (hubspot?.charity === undefined) return openCrmTurns(undefined);
  const { charity, alert, form: address, keyFile } = hubspot;
  const form = address === undefined ? undefined : openHubspotForm({ address, keyFile });
  return openCrmTurns({ source: openConfiguredHubspot(hubspot), charity, form, alert });
}

/** Whom the house speaks to: nothing is opened before it is used. */
export function openOutside(
  config: Config,
  { log, clock, store }: Pick<AppContext, 'log' | 'clock' | 'store'>,
) {
  const telephony = openTelephony(config, log, clock);
  const lineWatch = openLineWatch({ telephony, store, clock, log });
  return {
    drop: openDrop(config, log),
    mailer: openMailer(config),
    textSender: openTexts(config, clock),
    numberDirectory: openNumbers(config, clock),
    telephony,
    lineWatch,
    crm: openCrm(config),
  };
}
