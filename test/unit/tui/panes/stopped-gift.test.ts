import { describe, expect, it } from 'vitest';
import type { Card } from '../../../../shared/card.ts';
import { cells } from '../../../../shared/screen/cells.ts';
import { cardLines } from '../../../../tui/panes/card-lines.ts';
import { receiptLines } from '../../../../tui/panes/receipt-lines.ts';
import { type Call, currentNode, openCall } from '../../../../tui/state/call/call.ts';
import { listed, openDispositionsForm } from '../../../../tui/state/call/dispositions-form.ts';
import { loadedCampaign } from '../../../support/campaign/reference-campaigns.ts';
import { fictitiousCard } from '../../../support/workstation/fictitious-cards.ts';

const { script } = loadedCampaign('reactivation-fr');
type Stopped = NonNullable<Card['gift']['stopped']>;

function stoppedCard(stopped: Stopped, gift: Partial<Card['gift']> = {}): Card {
  const card = fictitiousCard();
  const { firstDebitOn, ...rest } = card;
  return {
    ...rest,
    ...(stopped.mandate === 'NOUVEAU_SIGNATURE' || firstDebitOn === undefined ? {} : { firstDebitOn }),
    campaign: { ...card.campaign, kind: 'reactivation', code: 'REA-FR-26' },
    gift: { ...card.gift, amount: { minor: 1500, currency: 'EUR' }, stopped, ...gift },
  };
}

const bank = { on: '2025-03-20', reason: 'REJET_BANCAIRE', mandate: 'A_VERIFIER' } as const;
const asked = { on: '2025-03-20', reason: 'DEMANDE', mandate: 'NOUVEAU_SIGNATURE' } as const;
const textOf = (lines: ReturnType<typeof cardLines>) =>
  lines.map((one) =>
    one
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );
const at = (card: Card, node: string): Call => ({ ...openCall(card, script, 0), path: [{ node }] });
const shown = (card: Card, width: number, height: number) =>
  textOf(cardLines(at(card, 'merci'), { width, height }));

describe('the card of a gift that stopped', () => {
  it('says the last gift, when and why it stopped and what the mandate allows, never a present gift or a debit', () => {
    const full = shown(stoppedCard(bank), 40, 30).join('\n');
    expect(full).toContain(
      [' Dernier don', ' 15 € par mois', ' arrêté en mars 2025 (rejet bancaire)', ' mandat à vérifier'].join(
        '\n',
      ),
    );
    expect(shown(stoppedCard(bank), 100, 4)[1]).toBe(
      ' Dernier don 15 € par mois · arrêté en mars 2025 (rejet bancaire) · mandat à vérifier',
    );
    for (const width of [80, 90, 120])
      expect(shown(stoppedCard(bank), width, 4).join('\n')).not.toMatch(/actuel|prélevé/);
    expect(full).not.toMatch(/actuel|prélevé/);
  });

  it('keeps the mandate in sight at 80 columns, whatever the gift and the reason', () => {
    const yearly = { frequency: 'A', amount: { minor: 150_000, currency: 'EUR' } } as const;
    for (const reason of ['DEMANDE', 'REJET_BANCAIRE', 'COMPTE_CLOS', 'IMPAYES', 'INCONNU'] as const) {
      const line = shown(stoppedCard({ ...asked, reason }, yearly), 80, 4)[1] ?? '';
      expect(cells(line)).toBeLessThanOrEqual(80);
      expect(line).toMatch(/^ Dernier don 1 500 € par an · arrêté .*\(.*\) · mandat à signer/);
    }
  });

  it('says « motif inconnu » when the file does not, and no date when it has none', () => {
    expect(shown(stoppedCard({ mandate: 'REUTILISER' }), 100, 4)[1]).toContain(
      'arrêté (motif inconnu) · mandat réutilisable',
    );
  });
});

describe('the receipt of a resumed gift', () => {
  const receipt = (card: Card, node: string) => {
    const readBack = node === 'fin_mandat' ? 'recapitulatif_mandat' : 'recapitulatif';
    const call: Call = {
      ...at(card, node),
      path: [{ node: readBack, answer: 'o' }, { node }],
      agreed: { level: '1', amount: { minor: 1500, currency: 'EUR' } },
    };
    return textOf(receiptLines(call, { width: 100, height: 20 })).join('\n');
  };

  it('says no day before the signature, and never that the last gift runs', () => {
    const toSign = receipt(stoppedCard(asked), 'fin_accord');
    expect(toSign).toMatch(/Reprise à +15 € \(quinze euros\) par mois, après signature/);
    expect(toSign).toMatch(/Dernier don +15 € par mois, arrêté en mars 2025 \(à sa demande\)/);
    expect(toSign).toMatch(/Premier prélèvement +aucun avant la signature du mandat/);
    expect(toSign).not.toMatch(/Au lieu de|2026/);
    // The donor of a card that had a day wants a new mandate all the same.
    expect(receipt(stoppedCard(bank), 'fin_mandat')).not.toContain('2026');
    expect(receipt(stoppedCard(bank), 'fin_accord')).toMatch(/Premier prélèvement +10 décembre 2026/);
  });
});

describe('the endings of a resumed gift', () => {
  const endings = (card: Card, node: string) =>
    currentNode(at(card, node)).answers.flatMap(({ ends = [] }) => ends);

  it('are the one that the mandate allows on the last step, and stay as written where there is one only', () => {
    expect(endings(stoppedCard(asked), 'fin_accord')).toEqual(['AC_RE_SIGN']);
    expect(endings(stoppedCard(bank), 'fin_accord')).toEqual(['AC_RE']);
    expect(endings(stoppedCard({ ...bank, mandate: 'REUTILISER' }), 'fin_accord')).toEqual(['AC_RE']);
    expect(endings(stoppedCard(bank), 'fin_mandat')).toEqual(['AC_RE_SIGN']);
    expect(endings(stoppedCard(asked), 'fin_opposition')).toEqual(['OP_TEL', 'OP_TOUT']);
  });

  it('leave the impossible one out of the list', () => {
    const codes = (card: Card) => listed(openDispositionsForm(), at(card, 'merci')).map(({ code }) => code);
    expect(codes(stoppedCard(asked))).not.toContain('AC_RE');
    expect(codes(stoppedCard(asked))).toContain('AC_RE_SIGN');
    expect(codes(stoppedCard(bank))).toEqual(expect.arrayContaining(['AC_RE', 'AC_RE_SIGN']));
  });
});
