import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { COUNTRIES, type Country } from '../../shared/country.ts';
import { isLoopback } from '../../shared/loopback.ts';
import type { SecondFactor } from '../domain/access/second-factor.ts';
import { type Balancers, readBalancers } from './balancers.ts';
import { refuse, section } from './config-refusal.ts';
import { type DatabaseSetting, readDatabase } from './database-setting.ts';
import { type GatewayConfig, readGateway } from './gateway-config.ts';
import { type HubspotConfig, readHubspot } from './hubspot-config.ts';
import { type ListenAddress, readListen } from './listen-address.ts';
import { readWatch, type WatchConfig } from './watch-config.ts';
import { readWallboard, readWeb, type WallboardConfig, type WebConfig } from './web-config.ts';

/** Values checked at start; a half-filled section is refused with the missing name. Secrets come by file. */
export interface Config {
  readonly dataDir: string;
  readonly keysDir: string;
  readonly listen: ListenAddress;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  /** Under which this server stands in the base, beside others of the house. */
  readonly serverName: string;
  /** How long what it holds there is its own when it says nothing more. */
  readonly leaseMs: number;
  /** Who tells the true address of a person by the PROXY protocol, and may ask whether this server is ready. */
  readonly balancers: Balancers;
  /** The SSH host of `plateau serve --ssh`, and how patient it is. */
  readonly ssh: {
    readonly listen: ListenAddress;
    readonly lockMs: number;
    readonly keepMs: number;
    /** A fresh card accepts no ending this long. */
    readonly cardGuardMs: number;
  };
  /** How long a stop waits for open calls. */
  readonly stopMs: number;
  readonly logLevel: 'error' | 'warn' | 'info';
  readonly scheduleOn: boolean;
  /** An agent may copy a card’s number to their terminal’s clipboard, where no line dials. */
  readonly copiesNumber: boolean;
  /** R-12 is watched over outside Plateau: no practice is asked before a card. */
  readonly trainsElsewhere: boolean;
  /** A one-time code beside the password of ops and the data officer; `off` for training and demonstrations only. */
  readonly secondFactor: SecondFactor;
  /** PostgreSQL instead of the file of the data folder; the address is a secret, since it may hold a password. */
  readonly database: DatabaseSetting | undefined;
  /** What the house says of itself in its papers (YAML). */
  readonly providerFile: string | undefined;
  readonly passphraseFile: string | undefined;
  /** Sealed backups, one a day: where, and how many are kept. */
  readonly backup: { readonly dir: string; readonly keep: number } | undefined;
  readonly drop:
    | { readonly url: string; readonly privateKeyFile: string; readonly hostKey: string }
    | undefined;
  readonly smtp:
    | { readonly url: string; readonly passwordFile: string | undefined; readonly requireTls: boolean }
    | undefined;
  /** The PBX that the line follows; none: a manual line. */
  readonly pbx:
    | {
        readonly host: string;
        readonly port: number;
        readonly tls: boolean;
        readonly user: string;
        readonly secretFile: string;
        readonly caFile: string | undefined;
        readonly country: Country;
      }
    | undefined;
  /** Whoever carries the text messages of a line; undefined: none is offered. */
  readonly texts: GatewayConfig | undefined;
  /** Whoever says whom a caller’s number belongs to; undefined: nobody is asked. */
  readonly numbers: GatewayConfig | undefined;
  /** The watch of another machine. */
  readonly watch: WatchConfig | undefined;
  /** The CRM that says who may enter. */
  readonly hubspot: HubspotConfig | undefined;
  /** The page of pledge lines for a screen in the hall, on a listener of its own; none unless it is asked for. */
  readonly wallboard: WallboardConfig | undefined;
  /** Pages for the people of a directory, on a listener of their own; none unless they are asked for. */
  readonly web: WebConfig | undefined;
  readonly simulatedClock: { readonly startMs: number; readonly speed: number } | undefined;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Seconds in the variable, milliseconds in the program; at most a day. */
function readSeconds(env: Env, name: string, fallback: number): number {
  const seconds = Number(env[name] || fallback);
  if (!(seconds >= 0 && seconds <= 86_400)) refuse(name, 'attend un nombre de secondes entre 0 et 86400.');
  return Math.round(seconds * 1000);
}

/** How long a fresh card accepts no ending, in milliseconds. AppError `config-invalid`. */
export function readCardGuard(env: Env): number {
  return readSeconds(env, 'PLATEAU_CARD_GUARD_SECONDS', 1.5);
}

function oneOf<const T extends string>(env: Env, name: string, allowed: readonly [T, ...T[]]): T {
  const value = (env[name] || allowed[0]) as T;
  if (!allowed.includes(value)) refuse(name, `attend ${allowed.join(' ou ')}.`);
  return value;
}

function readDrop(env: Env): Config['drop'] {
  if (env.PLATEAU_DROP_URL && !env.PLATEAU_DROP_HOST_KEY) {
    refuse('PLATEAU_DROP_HOST_KEY', 'manque : sans empreinte épinglée de l’hôte, le dépôt est refusé.');
  }
  const drop = section(env, ['PLATEAU_DROP_URL', 'PLATEAU_DROP_KEY_FILE', 'PLATEAU_DROP_HOST_KEY']);
  if (!drop) return undefined;
  // A colon before the « @ » would be a password.
  if (!/^sftp:\/\/[^@:/]+@[^/]+(\/.*)?$/.test(drop.PLATEAU_DROP_URL)) {
    refuse('PLATEAU_DROP_URL', 'attend sftp://utilisateur@hôte:port/dossier, sans mot de passe.');
  }
  if (!/^SHA256:[A-Za-z0-9+/]{43}$/.test(drop.PLATEAU_DROP_HOST_KEY)) {
    refuse('PLATEAU_DROP_HOST_KEY', 'attend une empreinte SHA256:… de 43 signes (ssh-keygen -lf).');
  }
  return {
    url: drop.PLATEAU_DROP_URL,
    privateKeyFile: drop.PLATEAU_DROP_KEY_FILE,
    hostKey: drop.PLATEAU_DROP_HOST_KEY,
  };
}

/** what is kept beyond 30 days outlives the purge of a campaign that ended. */
const MOST_BACKUPS = 30;

function readBackup(env: Env, dataDir: string, keysDir: string): Config['backup'] {
  const keep = Number(env.PLATEAU_BACKUP_KEEP || 7);
  if (!(Number.isInteger(keep) && keep >= 1 && keep <= MOST_BACKUPS))
    refuse('PLATEAU_BACKUP_KEEP', `attend un nombre entre 1 et ${MOST_BACKUPS}.`);
  if (!env.PLATEAU_BACKUP_DIR) return undefined;
  const dir = resolve(env.PLATEAU_BACKUP_DIR);
  const isInside = (folder: string) => dir === folder || dir.startsWith(`${folder}/`);
  if (isInside(dataDir) || isInside(keysDir))
    refuse('PLATEAU_BACKUP_DIR', 'est dans le dossier des données ou du trousseau : mettez-le ailleurs.');
  return { dir, keep };
}

function readSmtp(env: Env): Config['smtp'] {
  const url = env.PLATEAU_SMTP_URL;
  if (!url) {
    if (env.PLATEAU_SMTP_PASSWORD_FILE)
      refuse('PLATEAU_SMTP_URL', 'manque, alors que PLATEAU_SMTP_PASSWORD_FILE est là.');
    return undefined;
  }
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !['smtp:', 'smtps:'].includes(parsed.protocol))
    refuse('PLATEAU_SMTP_URL', 'attend smtp://… ou smtps://….');
  if (parsed.password)
    refuse('PLATEAU_SMTP_URL', 'ne porte jamais de mot de passe : utilisez PLATEAU_SMTP_PASSWORD_FILE.');
  if (parsed.username && !env.PLATEAU_SMTP_PASSWORD_FILE)
    refuse('PLATEAU_SMTP_PASSWORD_FILE', 'manque, alors que l’URL porte un utilisateur.');
  return {
    url,
    passwordFile: env.PLATEAU_SMTP_PASSWORD_FILE,
    requireTls: oneOf(env, 'PLATEAU_SMTP_REQUIRE_TLS', ['on', 'off']) === 'on',
  };
}

/** AMI tells callers' numbers: in clear it does not leave the machine. */
function readPbx(env: Env): Config['pbx'] {
  const pbx = section(env, ['PLATEAU_PBX_URL', 'PLATEAU_PBX_SECRET_FILE']);
  if (!pbx) return undefined;
  const url = URL.canParse(pbx.PLATEAU_PBX_URL) ? new URL(pbx.PLATEAU_PBX_URL) : undefined;
  if (!url || !['ami:', 'amis:'].includes(url.protocol) || url.username === '' || url.port === '')
    refuse('PLATEAU_PBX_URL', 'attend ami://utilisateur@hôte:port ou amis://utilisateur@hôte:port.');
  if (url.password) refuse('PLATEAU_PBX_URL', 'ne porte jamais de mot de passe : PLATEAU_PBX_SECRET_FILE.');
  const tls = url.protocol === 'amis:';
  if (!tls && !isLoopback(url.hostname))
    refuse('PLATEAU_PBX_URL', 'ami:// passe en clair : sur cette machine seulement, amis:// (TLS) ailleurs.');
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port),
    tls,
    user: decodeURIComponent(url.username),
    secretFile: pbx.PLATEAU_PBX_SECRET_FILE,
    caFile: env.PLATEAU_PBX_CA_FILE || undefined,
    country: oneOf(env, 'PLATEAU_PBX_COUNTRY', COUNTRIES as [Country, ...Country[]]),
  };
}

/** Of a machine, unless said otherwise; it stands in the base and in a log, so a name and nothing else. */
function readServerName(env: Env): string {
  const name = env.PLATEAU_SERVER_NAME || hostname().slice(0, 63);
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(name))
    refuse('PLATEAU_SERVER_NAME', 'attend un nom de 63 signes au plus : lettres, chiffres, point, tiret.');
  return name;
}

function readLease(env: Env): number {
  const name = 'PLATEAU_SERVER_LEASE_SECONDS';
  const ms = readSeconds(env, name, 30);
  return ms >= 6_000 && ms <= 300_000 ? ms : refuse(name, 'attend un nombre de secondes entre 6 et 300.');
}

function balancersOf(env: Env): Balancers {
  const read = readBalancers(env.PLATEAU_BALANCERS || '');
  return (
    read ??
    refuse(
      'PLATEAU_BALANCERS',
      'attend des adresses ou des réseaux séparés par des virgules (192.0.2.10,198.51.100.0/28), sans 127.0.0.1 : un répartiteur de cette machine parle depuis 127.0.0.2.',
    )
  );
}

/** Without an offset the hour would be that of whatever machine reads it. */
function readInstant(text: string): number {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return refuse(
      'PLATEAU_CLOCK_START',
      'attend une date ISO 8601 avec décalage, 2026-11-23T17:05:00+01:00.',
    );
  }
}

function readClock(env: Env): Config['simulatedClock'] {
  const start = env.PLATEAU_CLOCK_START;
  if (!start) {
    if (env.PLATEAU_CLOCK_SPEED)
      refuse('PLATEAU_CLOCK_START', 'manque, alors que PLATEAU_CLOCK_SPEED est là.');
    return undefined;
  }
  const startMs = readInstant(start);
  const speed = Number(env.PLATEAU_CLOCK_SPEED || '1');
  if (!(speed > 0 && speed <= 3600)) refuse('PLATEAU_CLOCK_SPEED', 'attend un nombre entre 0 et 3600.');
  return { startMs, speed };
}

/** Reads and checks the environment. AppError `config-invalid` names the variable at fault. */
export function readConfig(env: Env): Config {
  const dataDir = resolve(env.PLATEAU_DATA_DIR || './plateau-data');
  const keysDir = resolve(env.PLATEAU_KEYS_DIR || `${dataDir}-keys`);
  const tls = section(env, ['PLATEAU_TLS_CERT_FILE', 'PLATEAU_TLS_KEY_FILE']);
  return {
    dataDir,
    keysDir,
    listen: readListen('PLATEAU_LISTEN', env.PLATEAU_LISTEN || '127.0.0.1:7040'),
    tls: tls && { certFile: tls.PLATEAU_TLS_CERT_FILE, keyFile: tls.PLATEAU_TLS_KEY_FILE },
    serverName: readServerName(env),
    leaseMs: readLease(env),
    balancers: balancersOf(env),
    ssh: {
      listen: readListen('PLATEAU_SSH_LISTEN', env.PLATEAU_SSH_LISTEN || '127.0.0.1:2222'),
      lockMs: readSeconds(env, 'PLATEAU_SSH_LOCK_SECONDS', 900),
      keepMs: readSeconds(env, 'PLATEAU_SSH_KEEP_SECONDS', 600),
      cardGuardMs: readCardGuard(env),
    },
    stopMs: readSeconds(env, 'PLATEAU_STOP_SECONDS', 60),
    logLevel: oneOf(env, 'PLATEAU_LOG_LEVEL', ['info', 'warn', 'error']),
    scheduleOn: oneOf(env, 'PLATEAU_SCHEDULE', ['on', 'off']) === 'on',
    copiesNumber: oneOf(env, 'PLATEAU_COPY_NUMBER', ['off', 'on']) === 'on',
    trainsElsewhere: oneOf(env, 'PLATEAU_TRAINING', ['here', 'elsewhere']) === 'elsewhere',
    secondFactor: oneOf(env, 'PLATEAU_SECOND_FACTOR', ['required', 'off']),
    database: readDatabase(env),
    providerFile: env.PLATEAU_PROVIDER_FILE || undefined,
    passphraseFile: env.PLATEAU_PASSPHRASE_FILE || undefined,
    backup: readBackup(env, dataDir, keysDir),
    drop: readDrop(env),
    smtp: readSmtp(env),
    pbx: readPbx(env),
    texts: readGateway(env, 'texts'),
    numbers: readGateway(env, 'numbers'),
    watch: readWatch(env),
    hubspot: readHubspot(env),
    wallboard: readWallboard(env),
    web: readWeb(env),
    simulatedClock: readClock(env),
  };
}
