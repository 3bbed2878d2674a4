import { AppError } from '../../shared/errors.ts';
import { civilDate } from '../../shared/time.ts';
import type { Exchange } from '../ports/exchange.ts';
import type { Party } from '../ports/rows/party-keys.ts';
import type { Store } from '../ports/store.ts';

/** Whoever is sent files. */
type Sealed = Party & { readonly kind: 'charity' | 'supplier' };

interface PartyDeps {
  readonly store: Store;
  readonly exchange: Pick<Exchange, 'charityFingerprint' | 'supplierFingerprint'>;
}

/**
 * Before anything is sealed to a party: a key that was registered on another server comes by itself, and the audit log says which
 * one was registered last, wherever. AppError `party-key-elsewhere` where this ring has another one, or none: a file would leave
 * sealed to a key that was replaced. Nothing is looked at on a house of one server (SQLite).
 */
export async function requirePartyKey({ store, exchange }: PartyDeps, { kind, code }: Sealed): Promise<void> {
  if (store.engine === 'sqlite') return;
  const { last, server } = await store.read(async ({ audit, servers }) => ({
    last: await audit.lastOf(`key.${kind}`, code),
    server: await servers.self(),
  }));
  if (!last) return;
  const here =
    kind === 'charity' ? await exchange.charityFingerprint(code) : await exchange.supplierFingerprint(code);
  if (here === last.detail.fingerprint) return;
  throw new AppError({
    code: 'party-key-elsewhere',
    kind: 'unavailable',
    message: `Le trousseau de ce serveur${server ? ` (${server})` : ''} n’a pas encore la clé publique de ${code} enregistrée le ${civilDate(last.atMs)} sur un autre : rien n’est scellé ici.`,
    hint: `Elle arrive d’elle-même en moins d’une minute, quand l’autre serveur est en marche (plateau server list) : recommencez. S’il ne revient pas : plateau keys add-${kind} ${code} FICHIER --replace, ici.`,
  });
}
