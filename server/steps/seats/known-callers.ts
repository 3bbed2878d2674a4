import { isAppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { KnownCaller } from '../../../shared/line/pledge-desk.ts';
import type { Donor } from '../../domain/donor.ts';
import { type PledgeContent, personMark } from '../../domain/line/stored-pledge.ts';
import type { NumberDirectory } from '../../ports/number-directory.ts';
import type { LineRow } from '../../ports/rows/lines.ts';
import type { PledgeRow } from '../../ports/rows/pledges.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { type OpenPledgeDeps, openPledges } from '../line/open-pledges.ts';
import { type OpenDeps, openRecord } from '../records/open-record.ts';

interface KnownDeps extends Omit<OpenDeps, 'vault'> {
  readonly vault: OpenDeps['vault'] & OpenPledgeDeps['vault'] & Pick<Vault, 'blindAll'>;
  readonly numberDirectory: Pick<NumberDirectory, 'find'>;
}

/** Of one telephone: a home has several people, a switchboard too many to be asked one by one. */
const MOST_KNOWN = 3;
const REASON = 'Appel reçu : qui a ce numéro dans la base de l’association';
/** A help for typing: what does not open is typed. */
const LEFT_OUT: ReadonlySet<string> = new Set(['record-damaged', 'campaign-purged', 'campaign-key-missing']);

interface Found {
  readonly pledge: PledgeRow | undefined;
  readonly recordIds: readonly number[];
}

/** Whom the charity knows by that number: the last pledge of this line, and donors of its campaigns that still stand. */
async function found(rows: StoreReader, line: LineRow, numberIndex: string): Promise<Found> {
  const heads = await rows.campaignHeads.all();
  const campaigns = heads.filter(
    ({ charity, isLine, state }) => charity === line.charity && !isLine && state !== 'purged',
  );
  const ids = await inTurn.map(campaigns, ({ code }) => rows.records.idsByPhoneBlind(code, numberIndex));
  const pledge = await rows.pledges.latestLike(line.code, { numberIndex, personIndex: null }, 0);
  return { pledge, recordIds: ids.flat().toSorted((a, b) => b - a) };
}

const ofDonor = ({
  lastName,
  firstName,
  addressL4: street,
  postcode,
  city: town,
  email,
}: Donor): KnownCaller => ({
  ...{ lastName, firstName, street, postcode, town, email },
});

const ofPledge = ({ lastName, firstName, street, postcode, town, to }: PledgeContent): KnownCaller => ({
  ...{ lastName, firstName, street, postcode, town, email: to.includes('@') ? to : '' },
});

/**
 * Who may be calling, by the blind index of the number that shows: at most three people, the last pledge's first; none where the
 * charity knows nobody by it, or where its line asks for none (`prefill`); where the line wants it, whom a directory lists
 * stands for nobody known. Each opening is in the audit log, whatever comes of
 * the call. They are never said to the caller first (docs/rules/line-calls.md#who-is-calling).
 */
export async function knownBehind(
  deps: KnownDeps,
  {
    line,
    number,
    actor,
  }: { readonly line: LineRow; readonly number: string | undefined; readonly actor: string },
): Promise<readonly KnownCaller[]> {
  if (number === undefined || line.settings.prefill === 'none') return [];
  const [index = ''] = await deps.vault.blindAll(line.charity, [{ purpose: 'phone', value: number }]);
  const { pledge, recordIds } = await deps.store.read((rows) => found(rows, line, index));
  const known: KnownCaller[] = [];
  if (pledge?.named)
    for await (const { content } of openPledges(deps, { actor, reason: REASON, pledges: [pledge] }))
      known.push(ofPledge(content));
  for (const recordId of recordIds) {
    if (known.length === MOST_KNOWN) break;
    const donor = await donorOf(deps, { recordId, actor, reason: REASON });
    if (donor && !known.some((one) => personMark(one) === personMark(donor))) known.push(donor);
  }
  if (known.length > 0 || line.settings.prefill !== 'directory') return known;
  // No row: that a number was asked for is known to nobody here, so that no call differs from another by it.
  const listed = await deps.numberDirectory.find(number);
  return listed ? [{ ...listed, email: '', isListed: true }] : [];
}

async function donorOf(
  deps: OpenDeps,
  request: Parameters<typeof openRecord>[1],
): Promise<KnownCaller | undefined> {
  try {
    return ofDonor((await openRecord(deps, request)).content.donor);
  } catch (error) {
    if (isAppError(error) && LEFT_OUT.has(error.code)) return undefined;
    throw error;
  }
}
