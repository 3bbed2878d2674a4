import { statSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';
import { isLoopback } from '../../shared/loopback.ts';
import { refuse, section } from './config-refusal.ts';
import { readSecretFile } from './secret-file.ts';

/** The variables of each. */
const GATEWAYS = {
  texts: {
    url: 'PLATEAU_TEXTS_URL',
    keyFile: 'PLATEAU_TEXTS_KEY_FILE',
    caFile: 'PLATEAU_TEXTS_CA_FILE',
  },
  numbers: {
    url: 'PLATEAU_NUMBERS_URL',
    keyFile: 'PLATEAU_NUMBERS_KEY_FILE',
    caFile: 'PLATEAU_NUMBERS_CA_FILE',
  },
} as const;

/** A gateway that answers signed questions over HTTP. */
export interface GatewayConfig {
  /** Where each part of it is set. */
  readonly variables: (typeof GATEWAYS)[keyof typeof GATEWAYS];
  readonly url: string;
  readonly keyFile: string;
  /** The authority of its certificate; undefined on this machine alone. */
  readonly caFile: string | undefined;
}

/**
 * The gateway of that name; undefined where none is configured. Numbers cross the network: in clear they do not leave the
 * machine, and beyond it only certificates of a named authority are taken. AppError `config-invalid` names the variable at fault.
 */
export function readGateway(
  env: Readonly<Record<string, string | undefined>>,
  name: keyof typeof GATEWAYS,
): GatewayConfig | undefined {
  const variables = GATEWAYS[name];
  const set = section<readonly string[]>(env, [variables.url, variables.keyFile]);
  if (!set) return undefined;
  const { [variables.url]: address = '', [variables.keyFile]: keyFile = '' } = set;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!url || !isSafe || url.username !== '' || url.search !== '' || url.hash !== '')
    refuse(variables.url, 'attend une adresse https://, sans utilisateur ni question.');
  const caFile = env[variables.caFile] || undefined;
  if (url.protocol === 'https:' && caFile === undefined)
    refuse(variables.caFile, 'manque : sans l’autorité de son certificat, la passerelle n’est pas reconnue.');
  return { variables, url: url.href.replace(/\/+$/, ''), keyFile, caFile };
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
