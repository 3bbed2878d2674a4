import { expect, it } from 'vitest';
import { scriptWithWays } from '../../../server/domain/line/line-texts.ts';
import { checkedLine } from '../../support/campaign/pledge-line.ts';

it.each([
  [['email', 'sms', 'letter'], 'par message, par e-mail ou par courrier'],
  [['letter', 'email'], 'par e-mail ou par courrier'],
  [['sms', 'letter'], 'par message ou par courrier'],
  [['letter'], 'par courrier'],
] as const)('the script says the ways of the link that are open: %j', (open, said) => {
  const { script } = checkedLine();
  if (!script) expect.fail('the shipped script is sound');
  const { link } = scriptWithWays(script, open).steps;
  expect(link).toBe(`Où puis-je vous envoyer le lien de paiement, ${said} ?`);
});
