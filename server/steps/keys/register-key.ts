import { AppError } from '../../../shared/errors.ts';
import type { AuditAction } from '../../domain/audit/audit-actions.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Exchange } from '../../ports/exchange.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { Party } from '../../ports/rows/party-keys.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { isErased } from '../find-campaign.ts';
import { trail } from '../trail.ts';
import { countedServers } from './ring-places.ts';

interface RegisterDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly exchange: Pick<Exchange, 'addCharityKey' | 'addSupplierKey' | 'addOfficerKey'>;
}

interface PartyKey extends Party {
  readonly armoured: string;
  readonly replace: boolean;
  readonly actor: string;
}

/** A campaign that calls, or the head of any. */
type Named = Pick<CampaignRow, 'code' | 'charity' | 'state'> & Partial<Pick<CampaignRow, 'settings'>>;

interface PartyWords {
  /** The party that a campaign names, if it does. */
  readonly of: (campaign: Named) => string | undefined;
  readonly none: string;
  readonly known: string;
  readonly place: string;
}

const PARTIES: Readonly<Record<'charity' | 'supplier', PartyWords>> = {
  charity: {
    of: ({ charity }) => charity,
    none: 'Aucune campagne n’est d’une association de ce code : la clé n’a pas été enregistrée.',
    known: 'Associations des campagnes',
    place: 'charity.code',
  },
  supplier: {
    of: ({ settings }) => settings?.enrichment?.supplier,
    none: 'Aucune campagne n’a de fournisseur de ce code : la clé n’a pas été enregistrée.',
    known: 'Fournisseurs des campagnes',
    place: 'enrichment.supplier',
  },
};

/** A key under a code that no campaign names would seal nothing, and the right code would still miss its own. */
async function requireParty(rows: StoreReader, { kind, code }: PartyKey): Promise<void> {
  if (kind === 'officer') return;
  const { of, none, known, place } = PARTIES[kind];
  // A pledge line has a charity too, and no supplier.
  const heads: readonly Named[] =
    kind === 'charity' ? await rows.campaignHeads.all() : await rows.campaigns.all();
  const standing = heads.filter(({ state }) => !isErased(state));
  const codes = [...new Set(standing.map(of).filter((one) => one !== undefined))].sort();
  if (codes.includes(code)) return;
  const meant = standing.find((one) => one.code === code);
  const theirs = meant && of(meant);
  const created = `Créez d’abord la campagne qui le nomme (${place} de campaign.yaml) : plateau campaign create.`;
  throw new AppError({
    code: `${kind}-unknown`,
    kind: 'not-found',
    message: none,
    hint: theirs
      ? `${code} est une campagne ; écrivez ${theirs}, le code qu’elle nomme (${place} de campaign.yaml).`
      : codes.length > 0
        ? `${known} : ${codes.join(', ')}. ${created.replace('Créez', 'Pour un autre, créez')}`
        : created,
  });
}

interface Registered {
  readonly fingerprint: string;
  /** Whose rings must have it each, on a base that several share; none else. */
  readonly servers: readonly string[];
}

async function serversOf(store: Store): Promise<readonly string[]> {
  if (store.engine === 'sqlite') return [];
  const names = await store.read(countedServers);
  return names.length > 1 ? names : [];
}

/**
 * Registers whom files or backups are sealed to, and writes it down: a key put in the place of another one would read everything
 * that leaves. The same key again is noted again. AppErrors `charity-unknown`, `supplier-unknown` (nothing is noted: no
 * party is concerned) and those of the exchange, whose refusals are noted too.
 */
export async function registerPartyKey(deps: RegisterDeps, request: PartyKey): Promise<Registered> {
  const { kind, code, armoured, replace, actor } = request;
  await deps.store.read((rows) => requireParty(rows, request));
  const note = (action: AuditAction, fingerprint: string) =>
    deps.store.write((rows) =>
      trail(rows, { actor, atMs: deps.clock.nowMs() })(action, code, { detail: { replace, fingerprint } }),
    );
  const { exchange } = deps;
  const add = {
    charity: () => exchange.addCharityKey(code, armoured, replace),
    supplier: () => exchange.addSupplierKey(code, armoured, replace),
    officer: () => exchange.addOfficerKey(armoured, replace),
  }[kind];
  try {
    const fingerprint = await add();
    await note(`key.${kind}`, fingerprint);
    return { fingerprint, servers: await serversOf(deps.store) };
  } catch (error) {
    await note(`key.${kind}-refused`, '');
    throw error;
  }
}
