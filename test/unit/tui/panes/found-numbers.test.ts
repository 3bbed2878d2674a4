import { describe, expect, it } from 'vitest';
import type { CardPhone } from '../../../../shared/card.ts';
import { phoneFacts } from '../../../../tui/panes/card-facts.ts';
import { scriptLines } from '../../../../tui/panes/script-lines.ts';
import { openCall } from '../../../../tui/state/call/call.ts';
import { referenceScript } from '../../../support/campaign/reference-campaign.ts';
import { fictitiousCard } from '../../../support/workstation/fictitious-cards.ts';

const script = referenceScript();
const REGION = { width: 78, height: 20 } as Parameters<typeof scriptLines>[2];

function shown(change: Partial<CardPhone>) {
  const card = fictitiousCard(1);
  const phone: CardPhone = {
    slot: 'TEL_AUTRE',
    national: '06 39 98 77 77',
    validity: 'NON_TESTE',
    ...change,
  };
  const call = openCall({ ...card, donor: { ...card.donor, phones: [phone] } }, script, card.nowMs);
  return {
    remark: phoneFacts(call)[0]?.remark ?? '',
    spoken: JSON.stringify(scriptLines(call, 'Camille', REGION)),
  };
}

describe('a number that a supplier found (docs/rules/enrichment.md)', () => {
  it('of the very person names its source, for whoever asks, and the call opens like every other', () => {
    const { remark, spoken } = shown({ origin: 'ANNUAIRE' });
    expect(remark).toContain('ANNUAIRE');
    expect(spoken).not.toContain('Numéro à confirmer');
  });

  it('of the household is to be confirmed, and the call opens with who answers', () => {
    const { remark, spoken } = shown({ origin: 'ANNUAIRE', toConfirm: true });
    expect(remark).toContain('à confirmer, ANNUAIRE');
    expect(spoken).toContain('Numéro à confirmer : vérifiez l’identité d’abord.');
  });

  it('given by the donor bears neither', () => {
    const { remark, spoken } = shown({});
    expect(remark).not.toMatch(/confirmer|ANNUAIRE/);
    expect(spoken).not.toContain('Numéro à confirmer');
  });
});
