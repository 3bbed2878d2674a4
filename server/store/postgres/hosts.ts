import type { ClientConfig } from 'pg';
import { AppError } from '../../../shared/errors.ts';
import { isLoopback } from '../../../shared/loopback.ts';

export interface ConnectionSetting {
  /**
   * postgres://user:password@host:port/base, with several hosts between commas where one of them accepts writes; or
   * ?host=/folder for the socket of the same machine.
   */
  readonly url: string;
  /** PEM of who signed the certificate of PostgreSQL; absent: the authorities that the system trusts. */
  readonly ca?: string | undefined;
}

/** One of the machines that the address names. */
export interface Host {
  /** As it is told to people: « base1.exemple.invalid:5432 », or the folder of its socket. */
  readonly name: string;
  readonly setting: ClientConfig;
}

/** A primary and its standbys are three or four. */
const MOST_HOSTS = 8;
const DEFAULT_PORT = 5432;

/** What stands before the hosts, they, and what comes after. */
const AROUND_HOSTS = /^([a-z]+:\/\/(?:[^/?#]*@)?)([^/?#@]*)(.*)$/;
/** Of libpq, for a list: whoever accepts writes. Of Plateau, always. */
const SESSION = new Set(['read-write', 'primary']);

function invalid(message: string): AppError {
  return new AppError({
    code: 'database-url-invalid',
    kind: 'invalid',
    message: `L’adresse de la base PostgreSQL ${message}`,
    hint: 'Écrivez postgres://utilisateur:mot-de-passe@hôte:5432/plateau dans le fichier de PLATEAU_DATABASE_URL_FILE ; plusieurs machines : hôte1:5432,hôte2:5432.',
  });
}

function requireKnown(searchParams: URLSearchParams): void {
  const session = searchParams.get('target_session_attrs');
  const isKnown = [...searchParams.keys()].every(
    (name) => name === 'host' || name === 'target_session_attrs',
  );
  if (!isKnown || (session !== null && !SESSION.has(session)))
    throw invalid(
      'n’admet que deux réglages : ?host=/dossier, pour la prise locale de cette machine, et target_session_attrs=read-write.',
    );
}

/** Those of an address with one host, which has as many as its folders. */
function hostsAt(url: string, ca: string | undefined): readonly Host[] {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !['postgres:', 'postgresql:'].includes(parsed.protocol)) throw invalid('ne se lit pas.');
  const { searchParams, username, password, hostname, port, pathname } = parsed;
  requireKnown(searchParams);
  const database = decodeURIComponent(pathname.slice(1));
  if (username === '' || database === '') throw invalid('nomme un utilisateur et une base.');
  const who = {
    port: Number(port || DEFAULT_PORT),
    user: decodeURIComponent(username),
    ...(password && { password: decodeURIComponent(password) }),
    database,
  };
  const folders = searchParams.get('host')?.split(',');
  if (folders?.some((folder) => !folder.startsWith('/')))
    throw invalid('nomme un dossier qui commence par « / » dans ?host=.');
  if (folders) return folders.map((host) => ({ name: host, setting: { host, ...who, ssl: false } }));
  const host = hostname.replace(/^\[|\]$/g, '');
  if (host === '') throw invalid('nomme une machine.');
  const ssl = isLoopback(hostname) ? false : { rejectUnauthorized: true, ...(ca && { ca }) };
  return [{ name: `${hostname}:${who.port}`, setting: { host, ...who, ssl } }];
}

/**
 * The machines of the address, in its order. Off this machine the connection is TLS, and the certificate of each must be good
 * for its own name: nothing in the address weakens it. AppError `database-url-invalid`, which quotes nothing of it.
 */
export function hostsOf({ url, ca }: ConnectionSetting): readonly [Host, ...Host[]] {
  const [, before = '', hosts = '', after = ''] = AROUND_HOSTS.exec(url) ?? [];
  const named = hosts.split(',').map((host) => `${before}${host}${after}`);
  const [first, ...others] = (named.length === 1 ? [url] : named).flatMap((one) => hostsAt(one, ca));
  if (!first || others.length >= MOST_HOSTS) throw invalid(`nomme ${MOST_HOSTS} machines au plus.`);
  return [first, ...others];
}
