import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { AppError } from '../../shared/errors.ts';
import { isLoopback } from '../../shared/loopback.ts';
import type { QueueId } from '../ports/telephony.ts';
import { type AmiHeaders, type AmiSession, type AmiSetting, isSuccess } from './ami-session.ts';
import { lineDenied } from './line-refusals.ts';

/** Modules of Asterisk 16 to 22 that record a voice, or write down on a disk or elsewhere who called. */
const KEEPERS: readonly string[] = [
  ...['app_mixmonitor', 'app_monitor', 'res_monitor', 'app_record', 'app_voicemail', 'app_minivm'],
  ...['app_dictate', 'app_confbridge', 'res_stasis_recording'],
  ...['csv', 'custom', 'sqlite3_custom', 'manager', 'adaptive_odbc', 'odbc', 'pgsql', 'mysql'].map(
    (to) => `cdr_${to}`,
  ),
  ...['radius', 'syslog', 'tds', 'beanstalkd'].map((to) => `cdr_${to}`),
  ...['custom', 'sqlite3_custom', 'odbc', 'pgsql', 'radius', 'tds', 'beanstalkd'].map((to) => `cel_${to}`),
];

/**
 * Modules of Asterisk 16 to 22 without which what we write (`plateau line files`) or ask does nothing, or late: those of
 * the host's sheet (standard.md), but for codecs, which are the host's choice.
 *
 * @internal for tests
 */
export const NEEDED: readonly string[] = [
  ...['app_queue', 'app_agent_pool', 'app_senddtmf', 'app_dial', 'app_exec'],
  ...['func_callerid', 'func_groupcount', 'func_strings'],
  ...['bridge_simple', 'bridge_holding', 'bridge_builtin_features', 'chan_pjsip', 'res_rtp_asterisk'],
];

/** Where AMI listens in clear unless told otherwise. */
const CLEAR_PORT = 5038;
const GREETING_MS = 1_000;

/**
 * What `plateau doctor` asks of a PBX: the queues, the modules that calls need, nothing that records or keeps calls, and nobody
 * but its own machine spoken to in clear. AppErrors `line-queue-missing`, `line-keeps-calls`, `line-module-missing`,
 * `line-in-clear`, `line-denied`, `line-unreachable`.
 */
export async function examinePbx(
  session: AmiSession,
  { host, port, tls }: AmiSetting,
  queues: readonly QueueId[],
): Promise<void> {
  const status = await session.list({ Action: 'QueueStatus' });
  const there = new Set(status.map((one) => one.get('Queue')));
  const missing = queues.filter((queue) => !there.has(queue));
  if (missing.length > 0) throw queueMissing(missing);
  const keepers = await keepersOf(session);
  if (keepers.length > 0) throw keepsCalls(keepers);
  const loaded = new Set(await loadedOf(session, NEEDED));
  const absent = NEEDED.filter((module) => !loaded.has(module));
  if (absent.length > 0) throw modulesMissing(absent);
  const clearPort = tls ? CLEAR_PORT : port;
  const open = await Promise.all(addressesBeyond(host).map((address) => greets(address, clearPort)));
  if (open.includes(true)) throw inClear(clearPort);
}

/** Without the right to ask, silence would pass for absence. */
async function allowed(session: AmiSession, headers: AmiHeaders) {
  const answer = await session.ask(headers);
  if (answer.get('Message')?.includes('ermission')) throw lineDenied();
  return answer;
}

async function loadedOf(session: AmiSession, modules: readonly string[]): Promise<readonly string[]> {
  const checked = await Promise.all(
    modules.map(async (Module) =>
      isSuccess(await allowed(session, { Action: 'ModuleCheck', Module })) ? [Module] : [],
    ),
  );
  return checked.flat();
}

async function keepersOf(session: AmiSession): Promise<readonly string[]> {
  const found = await loadedOf(session, KEEPERS);
  const core = await allowed(session, { Action: 'CoreSettings' });
  const general = { Action: 'GetConfig', Filename: 'logger.conf', Category: 'general' };
  const logger = await allowed(session, general);
  const isQueueLogOff = [...logger.values()].some((line) => /^queue_log\s*=\s*(no|false|off|0)$/i.test(line));
  return [
    ...found,
    ...(core.get('CoreCDRenabled') === 'No' ? [] : ['CDR']),
    ...(isQueueLogOff ? [] : ['queue_log']),
  ];
}

/** Where a stranger would find the PBX: this machine's own addresses when it runs here, else its host. */
function addressesBeyond(host: string): readonly string[] {
  if (!isLoopback(host)) return [host];
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80'))
    .map(({ address }) => address);
}

/** Whether AMI itself answers there in clear. */
function greets(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const over = (isAmi: boolean) => {
      socket.destroy();
      resolve(isAmi);
    };
    socket.setTimeout(GREETING_MS, () => over(false));
    socket.once('data', (bytes) => over(bytes.toString('latin1').startsWith('Asterisk Call Manager')));
    socket.on('error', () => over(false));
    socket.on('close', () => over(false));
  });
}

function queueMissing(missing: readonly QueueId[]): AppError {
  return new AppError({
    code: 'line-queue-missing',
    kind: 'not-found',
    message: `Le PBX n’a pas de file « ${missing.join(' », « ')} ».`,
    hint: 'Ajoutez-la à queues.conf, puis rechargez app_queue ; ou corrigez le nom dans campaign.yaml.',
  });
}

function keepsCalls(keepers: readonly string[]): AppError {
  return new AppError({
    code: 'line-keeps-calls',
    kind: 'invalid',
    message: `Le PBX peut enregistrer les appels ou en garder la trace : ${keepers.join(', ')}.`,
    hint: 'Retirez ces modules de modules.conf ; « enable=no » dans cdr.conf pour CDR, « queue_log=no » dans logger.conf pour queue_log.',
  });
}

function modulesMissing(absent: readonly string[]): AppError {
  const lines = absent.map((module) => `« load=${module}.so »`).join(', ');
  const only = absent.length === 1 && absent[0] === 'app_senddtmf';
  return new AppError({
    code: 'line-module-missing',
    kind: 'not-found',
    message: only
      ? 'Il manque au PBX app_senddtmf : un poste libéré attend son appel suivant jusqu’à une seconde.'
      : `Il manque au PBX de quoi distribuer les appels : ${absent.join(', ')}.`,
    hint: `Ajoutez ${lines} à modules.conf, puis redémarrez le PBX hors des appels.`,
  });
}

function inClear(port: number): AppError {
  return new AppError({
    code: 'line-in-clear',
    kind: 'invalid',
    message: `Le PBX répond en clair, port ${port}, au-delà de sa propre machine : qui écoute le réseau y lit les numéros.`,
    hint: '« bindaddr=127.0.0.1 » dans manager.conf ; d’une autre machine, « tlsenable=yes » et PLATEAU_PBX_URL=amis://….',
  });
}
