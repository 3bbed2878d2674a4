import type { Country } from '../../../shared/country.ts';
import { AppError } from '../../../shared/errors.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import { readPostcodes } from '../../domain/postal/postcode-list.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { openLineOf } from './read-desk.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}

interface PostcodeFile {
  readonly text: string;
  readonly country: Country;
  readonly actor: string;
  /** Takes the file though many of the known codes are not in it. */
  readonly replace: boolean;
}

interface TownsAsked {
  readonly campaign: string;
  readonly postcode: string;
}

interface Imported {
  readonly codes: number;
  /** Pairs of a postcode and a town. */
  readonly towns: number;
  readonly leftOut: readonly number[];
  /** Codes known until then, and those of them that the file does not have. */
  readonly before: number;
  readonly gone: number;
}

/** A whole file of a later year keeps nearly every code; half a download does not. */
const LEAST_KEPT = 0.9;

/**
 * Takes a country's towns by postcode in place of those known before, audited. The same file again gives the same. What
 * was known stays with an AppError: `postcodes-none`, nothing in it is a postcode of that country; `postcodes-missing`, less than
 * nine tenths of the known codes are in it and `replace` is not asked.
 */
export async function importPostcodes(
  { store, clock }: Deps,
  { text, country, actor, replace }: PostcodeFile,
): Promise<Imported> {
  const { towns, leftOut } = readPostcodes(text, country);
  const counts = { codes: towns.size, towns: [...towns.values()].flat().length };
  if (towns.size === 0)
    throw new AppError({
      code: 'postcodes-none',
      kind: 'invalid',
      message: 'Aucune ligne de ce fichier n’a un code postal de ce pays et une ville.',
      hint: 'Un code, puis sa ville, séparés par une tabulation ou un point-virgule ; ou le fichier de GeoNames.',
    });
  return await store.write(async (rows) => {
    const known = await rows.postcodes.codes(country);
    const before = known.length;
    const gone = known.filter((code) => !towns.has(code)).length;
    if (!replace && before - gone < LEAST_KEPT * before) throw codesMissing(country, { before, gone });
    await rows.postcodes.replace(country, towns);
    await trail(rows, { actor, atMs: clock.nowMs() })('postcodes.import', country, { detail: counts });
    return { ...counts, leftOut, before, gone };
  });
}

function codesMissing(country: Country, { before, gone }: Pick<Imported, 'before' | 'gone'>): AppError {
  return new AppError({
    code: 'postcodes-missing',
    kind: 'invalid',
    message: `Il manque à ce fichier ${inNumber(gone, 'code(s) connu(s)')} de ${country}, sur ${before}.`,
    hint: 'Rien n’a changé. Vérifiez qu’il est entier ; pour le prendre quand même, ajoutez --replace.',
  });
}

/** Letters `a` to `i`. */
const MOST_TOWNS = 9;

/** Towns to propose to an agent of the line who typed a postcode; none for one that nobody loaded. AppErrors of `openLineOf`. */
export async function pledgeTowns(
  { store }: { readonly store: Store },
  agent: Pick<AccountRow, 'campaigns'>,
  { campaign, postcode }: TownsAsked,
): Promise<readonly string[]> {
  return await store.read(async (rows) => {
    const { country } = await openLineOf(rows, agent, campaign);
    return await townsOf(rows, country, postcode);
  });
}

/** Towns of that postcode, as many as there are letters for. */
export async function townsOf(
  rows: StoreReader,
  country: Country,
  postcode: string,
): Promise<readonly string[]> {
  return (await rows.postcodes.towns(country, postcode)).slice(0, MOST_TOWNS);
}
