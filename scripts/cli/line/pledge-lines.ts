import type { Reconciled } from '../../../server/domain/line/reconciliation.ts';
import type { PledgeFacts } from '../../../server/domain/line/stored-pledge.ts';
import type { ListedPledge, ShownPledge } from '../../../server/steps/line/follow-pledge.ts';
import { amountText, shortInstant } from '../amounts-and-dates.ts';
import { textTable } from '../terminal.ts';

/** French words of where a pledge stands. */
const PLEDGE_STATE_SAID: Readonly<Record<ListedPledge['state'], string>> = {
  recorded: 'enregistrée',
  checked: 'confirmée',
  linkSent: 'lien envoyé',
  reminded: 'rappelée',
  paid: 'payée',
  differs: 'autre montant',
  lapsed: 'expirée',
  withdrawn: 'retirée',
};

const WAY_SAID: Readonly<Record<ListedPledge['way'], string>> = {
  email: 'e-mail',
  sms: 'message',
  letter: 'lettre',
};

const SENDING_SAID: Readonly<Record<ListedPledge['sending'], string>> = {
  none: '',
  'to-send': 'à envoyer',
  sending: 'part',
  refused: 'refusé',
  uncertain: 'douteux',
};

const EVENT_SAID: Readonly<Record<ShownPledge['events'][number]['kind'], string>> = {
  record: 'promesse enregistrée',
  check: 'personne rappelée, promesse confirmée',
  sendLink: 'lien envoyé',
  remind: 'rappel envoyé',
  pay: 'règlement reçu',
  lapse: 'expirée, identité effacée',
  withdraw: 'retirée',
  replace: 'remplacée par une autre du même appelant',
};

/** A pledge waits for a call-back before its link leaves. */
const isToCheck = ({ needsCheck, state }: ListedPledge): boolean => needsCheck && state === 'recorded';

/** One a line; nobody is named. */
export function pledgeTable(rows: readonly ListedPledge[]): readonly string[] {
  if (rows.length === 0) return [];
  const lines = rows.map((row) => [
    row.id,
    shortInstant(row.atMs),
    `${amountText(row.amountMinor, row.currency)}${row.rhythm === 'monthly' ? ' par mois' : ''}`,
    isToCheck(row) ? 'à rappeler' : PLEDGE_STATE_SAID[row.state],
    WAY_SAID[row.way],
    SENDING_SAID[row.sending],
  ]);
  return textTable(['Promesse', 'Le', 'Montant', 'État', 'Lien par', 'Envoi'], lines);
}

/** Promised against paid. */
export function reconciledTable(rows: readonly Reconciled[]): readonly string[] {
  const lines = rows.map((row) => [
    row.day,
    row.site === '' ? '–' : row.site,
    WAY_SAID[row.way],
    row.rhythm === 'monthly' ? 'par mois' : 'une fois',
    String(row.promised),
    amountText(row.promisedMinor, row.currency),
    String(row.paid),
    amountText(row.paidMinor, row.currency),
    String(row.differs),
    String(row.lapsed),
  ]);
  const headers = ['Jour', 'Site', 'Lien', 'Rythme', 'Promis', 'Montant', 'Payé', 'Reçu', 'Autre', 'Expiré'];
  return textTable(headers, lines);
}

/** Who promised, and what happened since. */
export function shownLines({ pledge, who, events }: ShownPledge): readonly string[] {
  const name = `${who.firstName} ${who.lastName}`.trim();
  const place = [who.street, `${who.postcode} ${who.town}`.trim()].filter((part) => part !== '').join(', ');
  return [
    `${amountText(pledge.amountMinor, pledge.currency)}${pledge.rhythm === 'monthly' ? ' par mois' : ''}, ${PLEDGE_STATE_SAID[pledge.state]}`,
    name === '' ? 'Sans nom' : name,
    ...(place === '' ? [] : [place]),
    `Lien par ${WAY_SAID[pledge.way]}${who.to === '' ? '' : ` : ${who.to}`}`,
    ...events.map(({ atMs, kind }) => `${shortInstant(atMs)}  ${EVENT_SAID[kind]}`),
  ];
}

/** Pledges found for somebody who asks for their rights. */
export function rightsTable(rows: readonly PledgeFacts[]): readonly string[] {
  const lines = rows.map((row) => [
    row.id,
    shortInstant(row.atMs),
    `${amountText(row.amountMinor, row.currency)}${row.rhythm === 'monthly' ? ' par mois' : ''}`,
    PLEDGE_STATE_SAID[row.state],
    WAY_SAID[row.way],
  ]);
  return textTable(['Promesse', 'Le', 'Montant', 'État', 'Lien par'], lines);
}
