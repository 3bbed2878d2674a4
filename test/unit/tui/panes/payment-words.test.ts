import { expect, it } from 'vitest';
import type { Country } from '../../../../shared/country.ts';
import type { DebitScheme } from '../../../../shared/debit.ts';
import { languagePack } from '../../../../shared/language/languages.ts';
import { renderSay, scriptVariables } from '../../../../shared/script-variables.ts';
import { cardLines } from '../../../../tui/panes/card-lines.ts';
import { receiptLines } from '../../../../tui/panes/receipt-lines.ts';
import { openCall } from '../../../../tui/state/call/call.ts';
import { loadedCampaign } from '../../../support/campaign/reference-campaigns.ts';
import { fictitiousCard } from '../../../support/workstation/fictitious-cards.ts';

const { script } = loadedCampaign('upgrade-ch');
const plain = (lines: ReturnType<typeof cardLines>) =>
  lines.map((line) => line.map(({ text }) => text).join('')).join('\n');

function read(scheme: DebitScheme, country: Country) {
  const usual = fictitiousCard();
  const campaign = { ...usual.campaign, country };
  const card = { ...usual, campaign, gift: { ...usual.gift, scheme } };
  const agreed = { level: '1', amount: { minor: 1500, currency: 'EUR' } } as const;
  const path = [{ node: 'recapitulatif', answer: 'o' }, { node: 'fin_accord' }];
  const call = { ...openCall(card, script, 0), agreed, path };
  const say = script.nodes.recapitulatif?.say ?? '';
  return {
    card: plain(cardLines(call, { width: 100, height: 4 })),
    full: plain(cardLines(call, { width: 40, height: 30 })),
    receipt: plain(receiptLines(call, { width: 100, height: 20 })),
    said: renderSay(say, scriptVariables(card, { agentFirstName: 'Camille' })).replaceAll('\n', ' '),
  };
}

it.each([
  ['SEPA', 'FR', 'prélevé le 5', 'Premier prélèvement', 'Votre prélèvement automatique passera'],
  ['SEPA', 'BE', 'domiciliation le 5', '1re domiciliation', 'Votre domiciliation passera'],
  ['LSV+', 'CH', 'débité le 5', 'Premier débit', 'Votre recouvrement direct LSV+ passera'],
  ['CH-DD', 'CH', 'débité le 5', 'Premier débit', 'Votre recouvrement direct CH-DD de PostFinance passera'],
  ['EBILL', 'CH', 'échéance le 5', 'Première échéance', 'Votre facture eBill passera'],
  ['QR', 'CH', 'échéance le 5', 'Première échéance', 'Votre QR-facture passera'],
] as const)('a gift under %s in %s is said as its donor knows it: card, receipt and script', (...row) => {
  const [scheme, country, day, first, said] = row;
  const shown = read(scheme, country);
  expect(shown.card).toContain(day);
  expect(shown.full).toContain(day);
  expect(shown.receipt).toMatch(new RegExp(`${first} +10 décembre 2026`));
  expect(shown.said).toContain(`${said} à ce montant le 10 décembre 2026.`);
  if (country !== 'FR') expect([shown.card, shown.full, shown.receipt].join()).not.toMatch(/prélev/i);
});

it('the first of a month is said as one does', () => {
  expect(languagePack('fr').speech.payment('SEPA', 'BE').onDay(1)).toBe('domiciliation le 1er');
});
