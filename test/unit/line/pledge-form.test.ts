import { describe, expect, it } from 'vitest';
import { PLEDGE_FIELDS, readBack, readPledge, type TypedPledge } from '../../../shared/line/pledge-form.ts';
import { lineSettings } from '../../support/campaign/pledge-line.ts';

const LINE = lineSettings();
const typed = (change: Partial<TypedPledge> = {}): TypedPledge => ({
  amount: 'd',
  rhythm: 'once',
  lastName: 'Testeur',
  firstName: 'Ysaline',
  street: '12 RUE IMAGINAIRE',
  place: { postcode: '01990', town: 'VILLEBOIS LES ESSAIS' },
  link: { way: 'sms', to: '06 39 98 00 01' },
  receipt: true,
  ...change,
});
const problemsOf = (change: Partial<TypedPledge>, settings = LINE) => {
  const read = readPledge(typed(change), settings);
  return 'problems' in read ? read.problems.map(({ field, problem }) => `${field} : ${problem}`) : [];
};

describe('R-40 the one-minute form', () => {
  it('has eight fields at most, the amount first', () => {
    expect(PLEDGE_FIELDS.length).toBeLessThanOrEqual(8);
    expect(PLEDGE_FIELDS[0]).toBe('amount');
  });

  it.each([
    ['q', 2000],
    ['s', 3000],
    ['d', 5000],
    ['F', 10_000],
    ['50', 5000],
    ['12,50', 1250],
    ['1 250 €', 125_000],
  ])('reads « %s » as an amount of %d centimes', (amount, minor) => {
    expect(readPledge(typed({ amount }), LINE)).toMatchObject({
      pledge: { amount: { minor, currency: 'EUR' } },
    });
  });

  it.each([
    [{ amount: 'g' }, 'amount : un montant comme 50 ou 12,50, ou une lettre'],
    [{ amount: '0,50' }, 'amount : Le montant va de 1 € à 100 000 € : vérifiez-le.'],
    [{ amount: '50 CHF' }, 'amount : Le montant doit être en EUR.'],
    [{ lastName: 'T3st' }, 'lastName : des lettres, un trait d’union ou une apostrophe'],
    [{ lastName: '' }, 'lastName : un reçu est à un nom : retirez le reçu, ou demandez-le'],
    [{ street: '' }, 'street : elle est demandée par le reçu ou la lettre'],
    [{ place: { postcode: '', town: '' } }, 'place : elle est demandée par le reçu ou la lettre'],
    [{ place: { postcode: '99999', town: 'X' } }, 'place : aucun code postal ne commence ainsi en France'],
    [{ link: { way: 'sms', to: '' } }, 'link : il manque le numéro'],
    [{ link: { way: 'email', to: 'sans-arobase' } }, 'link : il manque le signe @'],
  ] as const)('refuses %j, field by field', (change, problem) => {
    expect(problemsOf(change)).toContain(problem);
  });

  it('takes who gives no name, with a link and without a receipt, where the campaign does', () => {
    const nameless = {
      lastName: '',
      firstName: '',
      street: '',
      place: { postcode: '', town: '' },
      receipt: false,
    };
    expect(problemsOf(nameless)).toEqual([]);
    const refusing = lineSettings(['campaign.yaml', 'anonymous: link', 'anonymous: refused']);
    expect(problemsOf(nameless, refusing)).toEqual(['lastName : cette campagne demande un nom']);
    expect(problemsOf({ ...nameless, firstName: 'Ysaline' })).toEqual([
      'firstName : un prénom va avec un nom',
    ]);
  });

  it('sends no link by a way that the campaign does not open', () => {
    const onlyEmail = lineSettings(['campaign.yaml', '[email, sms, letter]', '[email]']);
    expect(problemsOf({}, onlyEmail)).toEqual(['link : cette voie n’est pas ouverte dans la campagne']);
  });

  it('reads back the amount in words, the way of the link and the notice, as that country counts', () => {
    const said = (change: Partial<TypedPledge>, settings = LINE) => {
      const read = readPledge(typed(change), settings);
      return 'pledge' in read ? readBack(read.pledge, settings) : '';
    };
    expect(said({ amount: '92,50' })).toMatch(
      /^Quatre-vingt-douze euros et cinquante centimes, une fois\. Lien de paiement par message, valable 30 jours\. Vos coordonnées/,
    );
    expect(said({ rhythm: 'monthly' })).toMatch(/^Cinquante euros, chaque mois, après votre signature/);
    expect(said({ amount: '92', link: { way: 'letter', to: '' } })).toMatch(/par courrier/);
  });
});

describe('R-41 a card number dictated to the form', () => {
  const cards = ['4111 1111 1111 1111', 'quarante et un onze onze onze onze onze onze onze'];
  const fill: Readonly<Record<string, (text: string) => Partial<TypedPledge>>> = {
    amount: (amount) => ({ amount }),
    lastName: (lastName) => ({ lastName }),
    firstName: (firstName) => ({ firstName }),
    street: (street) => ({ street }),
    place: (town) => ({ place: { postcode: '01990', town } }),
    link: (to) => ({ link: { way: 'email', to } }),
  };

  it.each(Object.keys(fill))('is not taken by %s, and the agent is told to propose the link', (field) => {
    for (const card of cards)
      expect(problemsOf(fill[field]?.(card) ?? {})).toEqual([
        `${field} : Ne notez pas ce numéro : proposez le lien`,
      ]);
  });

  it('has no other field that a person types', () => {
    expect(PLEDGE_FIELDS.filter((field) => fill[field] === undefined)).toEqual(['rhythm', 'receipt']);
  });
});
