import type { Country } from '../../country.ts';
import type { DebitScheme } from '../../debit.ts';
import type { PaymentWords } from '../language-pack.ts';

const onDay = (what: string) => (day: number) => `${what} le ${day === 1 ? '1er' : day}`;

/** A SEPA debit has the name that the country gives it. */
const SEPA: Readonly<Record<Country, PaymentWords>> = {
  FR: { mode: 'prélèvement automatique', first: 'Premier prélèvement', onDay: onDay('prélevé') },
  BE: { mode: 'domiciliation', first: '1re domiciliation', onDay: onDay('domiciliation') },
  CH: { mode: 'recouvrement direct SEPA', first: 'Premier débit', onDay: onDay('débité') },
};

/** A bill is paid by the donor each time: nothing is debited, it falls due. */
const billed = (mode: string): PaymentWords => ({
  mode,
  first: 'Première échéance',
  onDay: onDay('échéance'),
});
const debited = (mode: string): PaymentWords => ({ mode, first: 'Premier débit', onDay: onDay('débité') });

const SWISS: Readonly<Record<Exclude<DebitScheme, 'SEPA'>, PaymentWords>> = {
  'LSV+': debited('recouvrement direct LSV+'),
  'CH-DD': debited('recouvrement direct CH-DD de PostFinance'),
  EBILL: billed('facture eBill'),
  QR: billed('QR-facture'),
};

/** Where the scheme is not known: in Switzerland a gift may be billed as well as debited. */
export const FRENCH_FIRST_DEBIT: Readonly<Record<Country, string>> = {
  FR: SEPA.FR.first,
  BE: 'Première domiciliation',
  CH: 'Premier versement',
};

/** How a regular gift is paid there, in the words that its donor and the donor's bank use. */
export function frenchPayment(scheme: DebitScheme, country: Country): PaymentWords {
  return scheme === 'SEPA' ? SEPA[country] : SWISS[scheme];
}
