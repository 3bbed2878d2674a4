import { anyCountry, countryFacts } from '../../../shared/country.ts';
import { AppError } from '../../../shared/errors.ts';
import { parsePhone } from '../../../shared/phone.ts';
import { asItCame, idWritings } from '../../domain/contact-file/contact-identifiers.ts';
import { idRanges } from '../../domain/lists/id-ranges.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { trail } from '../trail.ts';
import { blindEmail } from './blind-contacts.ts';
import { type OpenDeps, openRecordsInBulk } from './open-record.ts';
import { recordDamaged } from './set-aside.ts';

export interface FindDeps extends OpenDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'openRecord' | 'openCall' | 'blind'>;
  readonly clock: Clock;
}

/** How the person is named; never kept, never logged. */
export interface PersonKey {
  readonly by: 'phone' | 'email' | 'donor';
  readonly value: string;
  /** Of that charity only. */
  readonly charity?: string | undefined;
}

/** A record of the person, without a personal value. */
interface FoundRecord {
  readonly recordId: number;
  readonly charity: string;
  readonly campaign: string;
  readonly state: RecordRow['state'];
  readonly disposition: string | null;
  readonly attempts: number;
  readonly calls: number;
  readonly lastAttemptAtMs: number | null;
  /** Blocked for every campaign of the charity. */
  readonly suppressed: boolean;
}

/** One donor of one charity: a number may be shared by several. */
export interface FoundPerson {
  readonly charity: string;
  readonly records: readonly FoundRecord[];
}

/**
 * Finds a person by the blind index, in every campaign not destroyed; opens nothing (but e-mails not indexed yet).
 * Audited, without the value.
 */
export async function findPerson(
  deps: FindDeps,
  request: PersonKey & { readonly actor: string },
): Promise<readonly FoundPerson[]> {
  const found = await lookUpPerson(deps, request);
  const { actor, by } = request;
  return deps.store.write((rows) => {
    const detail = { by, records: idRanges(found.map((row) => row.id)) };
    trail(rows, { actor, atMs: deps.clock.nowMs() })('person.find', 'person', { detail });
    return personsOf(rows, found).map(([first, ...others]) => ({
      charity: charityOf(rows, first),
      records: [first, ...others].map((row) => summaryOf(rows, row)),
    }));
  });
}

/** Every record of whoever bears that number, address or id: the donor's other records too, excluded lines included. */
export async function lookUpPerson(
  deps: FindDeps,
  { by, value, charity, actor }: PersonKey & { readonly actor: string },
): Promise<RecordRow[]> {
  const campaigns = deps.store
    .read((rows) => rows.campaigns.all())
    .filter(({ state, charity: its }) => isLive(state) && (charity === undefined || its === charity));
  const found = new Map<number, RecordRow>();
  for (const [code, sisters] of Map.groupBy(campaigns, (one) => one.charity)) {
    if (by === 'email') await indexEmails(deps, sisters, actor);
    const writings = await writingsOf(deps, code, { by, value, campaigns: sisters });
    for (const row of deps.store.read((rows) => firstFound(rows, sisters, { by, writings })))
      found.set(row.id, row);
  }
  if (by === 'email' && found.size === 0) refuseUnseen(deps, campaigns);
  return [...found.values()].sort((a, b) => a.id - b.id);
}

/** Nobody has that address, but of those whose content is damaged nobody can say. AppError `record-damaged`. */
function refuseUnseen({ store }: FindDeps, campaigns: readonly CampaignRow[]): void {
  const unseen = store.read((rows) =>
    campaigns.flatMap(({ code }) => {
      const waiting = new Set(rows.records.idsWithoutEmailBlind(code));
      const open = rows.damages.open(code).filter(({ kind }) => kind === 'record');
      return open.flatMap(({ recordId }) => (waiting.has(recordId) ? [recordId] : []));
    }),
  );
  if (unseen.length > 0) throw recordDamaged(unseen);
}

/** By donor: records of one donor share their blind index across the campaigns of a charity. */
export function personsOf(
  rows: StoreReader,
  found: readonly RecordRow[],
): readonly (readonly [RecordRow, ...RecordRow[]])[] {
  const groups = Map.groupBy(found, (row) => `${charityOf(rows, row)} ${row.donorBlind}`);
  return [...groups.values()] as unknown as readonly (readonly [RecordRow, ...RecordRow[]])[];
}

/** The charity of the record's campaign. */
export function charityOf(rows: StoreReader, row: RecordRow): string {
  return rows.campaigns.byCode(row.campaign)?.charity ?? '';
}

const isLive = (state: CampaignRow['state']) => state === 'open' || state === 'closed';

/**
 * The indexes to look under, in groups: the next is asked only when nobody is found under the one before. An identifier written
 * otherwise may be meant when nobody bears it as it was given.
 */
async function writingsOf(
  { vault }: FindDeps,
  charity: string,
  { by, value, campaigns }: Pick<PersonKey, 'by' | 'value'> & { readonly campaigns: readonly CampaignRow[] },
): Promise<readonly (readonly string[])[]> {
  if (by === 'email') return [[await blindEmail(vault, charity, value)]];
  if (by === 'donor') {
    const ids = idWritings(asItCame(value)).map((id) => vault.blind(charity, 'donor', id));
    const [exact = '', ...near] = await Promise.all(ids);
    return [[exact], near];
  }
  const countries = [...new Set(campaigns.map((one) => one.country))];
  const numbers = new Set(
    countries.flatMap((country) => {
      const phone = parsePhone(value, country);
      return phone.ok ? [phone.e164] : [];
    }),
  );
  if (numbers.size === 0) throw phoneUnreadable();
  return [await Promise.all([...numbers].map((number) => vault.blind(charity, 'phone', number)))];
}

function firstFound(
  rows: StoreReader,
  campaigns: readonly CampaignRow[],
  { by, writings }: { readonly by: PersonKey['by']; readonly writings: readonly (readonly string[])[] },
): readonly RecordRow[] {
  for (const blinds of writings) {
    const found = recordsWith(rows, campaigns, { by, blinds });
    if (found.length > 0) return found;
  }
  return [];
}

function recordsWith(
  { records }: StoreReader,
  campaigns: readonly CampaignRow[],
  { by, blinds }: { readonly by: PersonKey['by']; readonly blinds: readonly string[] },
): readonly RecordRow[] {
  const codes = campaigns.map((one) => one.code);
  const direct = codes.flatMap((code) =>
    blinds.flatMap((blind) => {
      if (by === 'phone') return records.idsByPhoneBlind(code, blind);
      return by === 'email' ? records.idsByEmailBlind(code, blind) : records.idsByDonorBlind(code, blind);
    }),
  );
  const donors = new Set(direct.flatMap((id) => records.byId(id)?.donorBlind ?? []));
  const all = codes.flatMap((code) => [...donors].flatMap((donor) => records.idsByDonorBlind(code, donor)));
  return [...new Set(all)].flatMap((id) => records.byId(id) ?? []);
}

/** Addresses that changed, or came before they were indexed: opened once (audited), then looked up like the others. */
async function indexEmails(deps: FindDeps, campaigns: readonly CampaignRow[], actor: string): Promise<void> {
  for (const { code, charity } of campaigns) {
    const recordIds = deps.store.read((rows) => rows.records.idsWithoutEmailBlind(code));
    const reason = 'Index aveugle des e-mails';
    const bulk = { recordIds, actor, reason, damaged: 'leave-out' } as const;
    for await (const { row, content } of openRecordsInBulk(deps, bulk)) {
      const { email } = content.donor;
      const blind = email === '' ? '' : await blindEmail(deps.vault, charity, email);
      deps.store.write((rows) => rows.records.setEmailBlind(row.id, row.version, blind));
    }
  }
}

function summaryOf(rows: StoreReader, row: RecordRow): FoundRecord {
  const charity = charityOf(rows, row);
  const { id: recordId, campaign, state, disposition, attempts, lastAttemptAtMs } = row;
  const calls = rows.persons.callsOf(recordId).length;
  const suppressed = rows.records.isSuppressed(charity, row.donorBlind);
  return { recordId, charity, campaign, state, disposition, attempts, calls, lastAttemptAtMs, suppressed };
}

function phoneUnreadable(): AppError {
  return new AppError({
    code: 'phone-unreadable',
    kind: 'invalid',
    message: 'Ce numéro ne se lit pas dans les pays des campagnes.',
    hint: `Écrivez-le au format international, ${anyCountry((country) => `${countryFacts(country).dialling.prefix}…`)}.`,
  });
}

/** AppError `person-unknown`. */
export function personUnknown(): AppError {
  return new AppError({
    code: 'person-unknown',
    kind: 'not-found',
    message: 'Personne n’a été trouvé dans les campagnes en cours.',
    hint: 'Essayez un autre numéro, l’e-mail ou l’identifiant donateur ; une campagne détruite ne répond plus.',
  });
}
