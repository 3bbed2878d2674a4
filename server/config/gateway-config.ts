import { statSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';
import { isLoopback } from '../../shared/loopback.ts';
import { refuse, section } from './config-refusal.ts';
import { readSecretFile } from './secret-file.ts';

/** A gateway that answers signed questions over HTTP. */
export interface GatewayConfig {
  readonly url: string;
  readonly keyFile: string;
  /** The authority of its certificate; undefined on this machine alone. */
  readonly caFile: string | undefined;
}

/**
 * The gateway of `PREFIX_URL`, `PREFIX_KEY_FILE` and `PREFIX_CA_FILE`; undefined where none is configured. Numbers cross the
 * network: in clear they do not leave the machine, and beyond it only certificates of a named authority are taken. AppError
 * `config-invalid` names the variable at fault.
 */
export function readGateway(
  env: Readonly<Record<string, string | undefined>>,
  prefix: 'PLATEAU_TEXTS',
): GatewayConfig | undefined {
  const [urlName, keyName, caName] = [`${prefix}_URL`, `${prefix}_KEY_FILE`, `${prefix}_CA_FILE`] as const;
  const set = section(env, [urlName, keyName]);
  if (!set) return undefined;
  const url = URL.canParse(set[urlName]) ? new URL(set[urlName]) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!url || !isSafe || url.username !== '' || url.search !== '' || url.hash !== '')
    refuse(urlName, 'attend une adresse https://, sans utilisateur ni question.');
  const caFile = env[caName] || undefined;
  if (url.protocol === 'https:' && caFile === undefined)
    refuse(caName, 'manque : sans l’autorité de son certificat, la passerelle n’est pas reconnue.');
  return { url: url.href.replace(/\/+$/, ''), keyFile: set[keyName], caFile };
}

const OTHERS = 0o077;
const FEWEST_SIGNS = 32;

/** The key of a signature. AppErrors of `readSecretFile`, `signing-key-open` if others may read it, `signing-key-short`. */
export function readSigningKey(name: string, file: string): string {
  const key = readSecretFile(name, file);
  if ((statSync(file).mode & OTHERS) !== 0)
    throw new AppError({
      code: 'signing-key-open',
      kind: 'invalid',
      message: `Le fichier de ${name} est ouvert à d’autres comptes.`,
      hint: 'Fermez-le : chmod 600. Si quelqu’un a pu le lire, changez la clé des deux côtés.',
    });
  if (key.length >= FEWEST_SIGNS) return key;
  throw new AppError({
    code: 'signing-key-short',
    kind: 'invalid',
    message: `La clé de ${name} est trop courte pour signer.`,
    hint: `${FEWEST_SIGNS} signes au moins : openssl rand -hex 32.`,
  });
}
