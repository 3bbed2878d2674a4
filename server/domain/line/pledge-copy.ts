import { formatHomeMoney } from '../../../shared/money.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import type { DocumentSpec } from '../files/document.ts';
import type { PledgeContent, PledgeFacts } from './stored-pledge.ts';

/** All that is held on the maker of one pledge, for them alone. */
export interface PledgeCopy {
  /** Of this copy. */
  readonly id: string;
  readonly charityName: string;
  readonly donorContact: string;
  readonly lineName: string;
  readonly pledge: Pick<
    PledgeFacts,
    'id' | 'atMs' | 'amountMinor' | 'currency' | 'rhythm' | 'way' | 'receipt' | 'state' | 'paidMinor'
  >;
  readonly who: Omit<PledgeContent, 'token'>;
  /** Whether the number that called is known again, as an index that does not give it back. */
  readonly hasNumberMark: boolean;
  /** What callers were told before it was saved. */
  readonly notice: string;
  readonly events: readonly { readonly atMs: number; readonly kind: string }[];
  /** Erased then, unpaid. */
  readonly keptDays: number;
  readonly createdAtMs: number;
}

const instant = (atMs: number): string =>
  zoned(atMs, HOUSE_ZONE).toLocaleString('fr-FR', { dateStyle: 'long', timeStyle: 'short' });

const STATE: Readonly<Record<PledgeFacts['state'], string>> = {
  recorded: 'enregistrée, lien pas encore envoyé',
  checked: 'confirmée par téléphone, lien pas encore envoyé',
  linkSent: 'lien envoyé, pas encore payée',
  reminded: 'rappelée une fois, pas encore payée',
  paid: 'payée',
  differs: 'payée d’un autre montant',
  lapsed: 'échue',
  withdrawn: 'retirée',
};

const WAY: Readonly<Record<PledgeFacts['way'], string>> = {
  email: 'e-mail',
  sms: 'message',
  letter: 'lettre',
};

const EVENT: Readonly<Record<string, string>> = {
  record: 'promesse enregistrée',
  check: 'confirmée par un rappel',
  sendLink: 'lien de paiement envoyé',
  remind: 'rappel envoyé',
  pay: 'paiement reçu par l’association',
  lapse: 'échue',
  withdraw: 'retirée',
  replace: 'remplacée par une autre',
};

/** What a person receives who asks for the data of their pledge (GDPR art. 15), in words. Equal copies give equal bytes. */
export function pledgeDocument(copy: PledgeCopy): DocumentSpec {
  const { pledge, who, charityName } = copy;
  const money = (minor: number) => formatHomeMoney({ minor, currency: pledge.currency });
  const known: readonly (readonly [string, string])[] = [
    ['Nom', who.lastName],
    ['Prénom', who.firstName],
    ['Adresse', who.street],
    ['Code postal, ville', `${who.postcode} ${who.town}`.trim()],
    ['Lien envoyé à', who.to],
    ['Montant promis', `${money(pledge.amountMinor)}${pledge.rhythm === 'monthly' ? ' par mois' : ''}`],
    ['Le', instant(pledge.atMs)],
    ['Lien par', WAY[pledge.way]],
    ['Reçu fiscal demandé', pledge.receipt ? 'oui' : 'non'],
    ['Où elle en est', STATE[pledge.state]],
    ['Payé', pledge.paidMinor === null ? '' : money(pledge.paidMinor)],
  ];
  return {
    title: 'Vos données personnelles',
    subtitle: `Promesse du ${instant(pledge.atMs)}, ${copy.lineName}`,
    createdAtMs: copy.createdAtMs,
    sections: [
      {
        kind: 'text',
        title: 'Pourquoi ce document',
        paragraphs: [
          `Vous avez appelé la ligne de promesses de ${charityName}, qui est responsable de vos données ; son prestataire d’appels les traite pour elle, le temps de la campagne, puis les détruit.`,
          'Voici tout ce que le prestataire détient sur vous. Le même contenu est joint sous une forme lisible par un programme (JSON). Ni votre appel ni votre numéro de carte ne sont enregistrés.',
        ],
      },
      {
        kind: 'table',
        title: 'Ce que vous avez dit',
        headers: ['', ''],
        rows: known.filter(([, value]) => value !== '').map((one) => [...one]),
      },
      {
        kind: 'text',
        title: 'Votre numéro de téléphone',
        paragraphs: [
          copy.hasNumberMark
            ? 'Le numéro qui a appelé n’est pas gardé : une empreinte le reconnaît s’il rappelle, et ne permet pas de le retrouver.'
            : 'Aucune trace du numéro qui a appelé.',
        ],
      },
      { kind: 'text', title: 'Ce qui vous a été lu', paragraphs: [copy.notice] },
      {
        kind: 'table',
        title: 'Ce qui s’est passé',
        headers: ['Quand', 'Quoi'],
        rows: copy.events.map(({ atMs, kind }) => [instant(atMs), EVENT[kind] ?? kind]),
      },
      {
        kind: 'text',
        title: 'Vos droits',
        paragraphs: [
          `Vous pouvez faire rectifier ou effacer ces données et retirer votre promesse : écrivez à ${charityName} (${copy.donorContact}).`,
          `Une promesse qui n’est pas payée est effacée après ${copy.keptDays} jours.`,
        ],
      },
    ],
    footer: `Copie n° ${copy.id} — document personnel, à remettre à la seule personne concernée.`,
  };
}
