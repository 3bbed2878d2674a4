import type { CorrectableField } from '../../../shared/call-outcome.ts';
import { readCoordinate } from '../../../shared/coordinates.ts';
import type { Country } from '../../../shared/country.ts';
import type { Currency } from '../../../shared/currency.ts';
import { foldedText } from '../../../shared/folded-text.ts';
import type { Pledge } from '../../../shared/line/pledge-form.ts';
import type { PledgeState } from './pledge-state.ts';

/** Who promised, where their link goes and the token that ends it: what is sealed of a pledge. Memory only. */
export interface PledgeContent {
  readonly lastName: string;
  readonly firstName: string;
  readonly street: string;
  readonly postcode: string;
  readonly town: string;
  /** An e-mail address or a number; '' for a letter, which goes to the address. */
  readonly to: string;
  readonly token: string;
}

/**
 * Of the message that leaves next, or was the last to: the link, then the reminder. `refused`: no relay takes it; `uncertain`: it
 * may have left, and nothing sends it again by itself.
 */
export type PledgeSending = 'none' | 'to-send' | 'sending' | 'refused' | 'uncertain';

/** A pledge as it stands in clear: nobody is named. */
export interface PledgeFacts {
  readonly id: string;
  readonly campaign: string;
  readonly site: string;
  readonly atMs: number;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly rhythm: Pledge['rhythm'];
  readonly way: Pledge['link']['way'];
  readonly receipt: boolean;
  /** Somebody gave their name. */
  readonly named: boolean;
  readonly state: PledgeState;
  readonly sending: PledgeSending;
  readonly paidMinor: number | null;
}

/** Where a pledge's sealed content belongs. */
export function pledgePlace({
  id,
  campaign,
  sealVersion: version,
}: {
  readonly id: string;
  readonly campaign: string;
  readonly sealVersion: number;
}) {
  return { campaign, kind: 'pledge', id, version } as const;
}

const tidy = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ');

/** Of a pledge that the form admitted: numbers as E.164, no space too many. */
export function pledgeContent(
  { lastName, firstName, street, place, link }: Pledge,
  { token, country }: { readonly token: string; readonly country: Country },
): PledgeContent {
  const kept = (field: CorrectableField, text: string): string => {
    const read = readCoordinate(field, text, { country, postcode: place.postcode });
    return text.trim() === '' || 'problem' in read ? tidy(text) : read.text;
  };
  return {
    lastName: tidy(lastName),
    firstName: tidy(firstName),
    street: kept('ADR_L4', street),
    postcode: kept('CP', place.postcode),
    town: kept('VILLE', place.town),
    to: kept(link.way === 'sms' ? 'TEL_MOBILE' : 'EMAIL', link.to),
    token,
  };
}

const letters = (text: string): string => foldedText(text).replace(/[^a-z0-9]/g, '');

/** Somebody's names in any order, and where they live, as one text; undefined for who gave no name or no place. */
export function personMark({
  lastName,
  firstName,
  postcode,
}: Pick<PledgeContent, 'lastName' | 'firstName' | 'postcode'>): string | undefined {
  const names = [letters(lastName), letters(firstName)].filter((part) => part !== '').toSorted();
  const place = letters(postcode);
  return letters(lastName) === '' || place === '' ? undefined : `${names.join(' ')} ${place}`;
}
