import { isAppError } from '../../../shared/errors.ts';
import type { OwnPartyKey } from '../../ports/keys/party-keys.ts';
import type { Party, PartyKeyRow } from '../../ports/rows/party-keys.ts';
import type { TransferOffer } from '../../ports/rows/ring-sharing.ts';
import { trail } from '../trail.ts';
import type { RingDeps } from './ring-turn.ts';

/** A party as this ring and the base have it. */
interface PartyTurn {
  readonly server: string;
  readonly party: Party;
  readonly own: OwnPartyKey;
  readonly row: PartyKeyRow | undefined;
  /** What the row gives; undefined where there is none, or where no ring of the house made it. */
  readonly given: string | undefined;
}

/** When the log says that this very key was registered, if it was the last and nobody gave it since; else undefined. */
async function registeredHere(
  { store, exchange }: RingDeps,
  { party: { kind, code }, own, row, given }: PartyTurn,
): Promise<number | undefined> {
  if (!own.isNew) return undefined;
  const last = await store.read(({ audit }) => audit.lastOf(`key.${kind}`, code));
  const known = Math.max(own.notedAtMs, given === undefined ? 0 : (row?.notedAtMs ?? 0));
  if (!last || last.atMs <= known) return undefined;
  const here = await {
    charity: () => exchange.charityFingerprint(code),
    supplier: () => exchange.supplierFingerprint(code),
    officer: () => exchange.officerFingerprint(),
  }[kind]();
  return here === last.detail.fingerprint ? last.atMs : undefined;
}

/** Puts the key of this ring in the base, over what was looked at. */
async function give(
  { store, partyKeys, clock }: RingDeps,
  { server, party, own, row, given }: PartyTurn,
  named: Pick<PartyKeyRow, 'number' | 'notedAtMs'>,
): Promise<void> {
  const key = { ...named, armoured: own.armoured };
  const sealed = await partyKeys.seal({ ...party, ...key });
  const isPut = await store.write(async (rows) => {
    if (!(await rows.partyKeys.put(sealed, row?.packet ?? ''))) return false;
    const note = trail(rows, { actor: 'system', atMs: clock.nowMs() });
    if (row && given === undefined)
      await note('key.party-refused', party.code, { detail: { server, kind: party.kind } });
    return true;
  });
  if (isPut) await partyKeys.lay(party, key);
}

/** Lays in this ring the key that another gave, and says so. */
async function take(
  { store, partyKeys, clock }: RingDeps,
  { server, party }: PartyTurn,
  key: Pick<PartyKeyRow, 'number' | 'notedAtMs'> & { readonly armoured: string },
): Promise<void> {
  const { kind, code } = party;
  await store.write((rows) =>
    trail(rows, { actor: 'system', atMs: clock.nowMs() })('key.party-arrived', code, {
      detail: { server, kind, number: key.number },
    }),
  );
  await partyKeys.lay(party, key);
}

async function tendParty(deps: RingDeps, turn: PartyTurn): Promise<void> {
  const { party, own, row, given } = turn;
  if (row && given === undefined) deps.log.error('ring.stranger', { kind: party.kind, code: party.code });
  const known = given === undefined ? 0 : (row?.number ?? 0);
  const notedAtMs = await registeredHere(deps, turn);
  if (notedAtMs !== undefined)
    return await give(deps, turn, { number: Math.max(known, own.number) + 1, notedAtMs });
  if (row && given !== undefined && known >= own.number) {
    // One that was laid here and is not in the log yet stays: its registration is under way.
    if (known > own.number || own.armoured === '')
      await take(deps, turn, { number: known, notedAtMs: row.notedAtMs, armoured: given });
    return;
  }
  // An older one was put back in the base, or none is there: a backup was restored, or somebody took it away.
  if (own.number > 0 && own.armoured !== '' && !own.isNew) await give(deps, turn, own);
}

function sameParty(one: Party, other: Party): boolean {
  return one.kind === other.kind && one.code === other.code;
}

/**
 * The public keys of charities, suppliers and the data officer, on every ring as where the last was registered. A key goes
 * from here when the audit log says that it was registered, and when this ring has a later one than the base; one comes when it
 * was sealed by a ring of the house, and no earlier than the one here. What nobody with the ring made is refused and told.
 */
export async function tendPartyKeys(
  deps: RingDeps,
  { server }: Pick<TransferOffer, 'server'>,
): Promise<void> {
  const { store, partyKeys, log } = deps;
  const rows = await store.read((reader) => reader.partyKeys.all());
  const parties: Party[] = [...(await partyKeys.parties())];
  for (const row of rows) if (!parties.some((one) => sameParty(one, row))) parties.push(row);
  for (const { kind, code } of parties) {
    const party = { kind, code };
    try {
      const row = rows.find((one) => sameParty(one, party));
      const given = row && (await partyKeys.open(row));
      await tendParty(deps, { server, party, own: await partyKeys.held(party), row, given });
    } catch (error) {
      if (!isAppError(error)) throw error;
      // One damaged key keeps none of the others back.
      log.error('ring.failed', { kind, code, refused: error.code });
    }
  }
}
