import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../../shared/card.ts';
import { frenchSpokenDate } from '../../../shared/language/french/french-dates.ts';
import { variablesOfSay } from '../../../shared/script-text.ts';
import { renderSay, SCRIPT_VARIABLES, scriptVariables } from '../../../shared/script-variables.ts';
import { REFERENCE_CAMPAIGN, referenceScript } from '../../support/campaign/reference-campaign.ts';

const eur = (minor: number) => ({ minor, currency: 'EUR' as const });

const FULL: Card = {
  callId: '00000000-0000-4000-8000-000000000001',
  recordId: 1,
  campaign: {
    code: 'UPG-FR-2026',
    name: 'Augmentation',
    kind: 'upgrade',
    country: 'FR',
    language: 'fr',
    charityName: 'Union (exemple)',
    isListened: false,
    challenge: 'Un défi.',
    impact: 'Un impact.',
    scriptVersion: 'v1',
  },
  donor: {
    donorId: 'D-1',
    civility: 'MME',
    firstName: 'Zéphyrine',
    lastName: 'Testeur',
    fields: {
      ADR_L2: '',
      ADR_L3: '',
      ADR_L4: '1 rue de l’Exemple',
      ADR_L5: '',
      CP: '99000',
      VILLE: 'Exempleville',
      EMAIL: 'z.testeur@exemple.invalid',
      TEL_FIXE: '01 99 00 00 01',
      TEL_MOBILE: '06 39 98 00 02',
      TEL_AUTRE: '',
      NOM: 'Testeur',
      PRENOM: 'Zéphyrine',
      DATE_NAISSANCE: '',
    },
    phones: [
      { slot: 'TEL_MOBILE', national: '06 39 98 00 02', validity: 'VALIDE' },
      { slot: 'TEL_FIXE', national: '01 99 00 00 01', validity: 'NON_TESTE' },
    ],
    npai: false,
    zone: 'Europe/Paris',
  },
  gift: {
    amount: eur(1000),
    frequency: 'M',
    scheme: 'SEPA',
    monthly: eur(1000),
    since: '2019-03-01',
    cumulated: eur(84_000),
  },
  asks: [
    { level: '1', amount: eur(1500), words: 'quinze euros', rule: 'palier 8-12' },
    { level: '2', amount: eur(1300), words: 'treize euros', rule: 'palier 8-12' },
    { level: 'ONE_OFF', amount: eur(3000), words: 'trente euros', rule: '6 × 5' },
  ],
  freeAmount: { minMinor: 1100, maxMinor: 10_000, currency: 'EUR' },
  giftAmount: { minMinor: 100, maxMinor: 100_000, currency: 'EUR' },
  callbackSpans: [],
  firstDebitOn: '2026-12-05',
  attempts: 0,
  why: 'Premier appel',
  leaseUntilMs: 0,
  nowMs: 0,
};

/** A card on which all that may be unknown is unknown. */
const BARE: Card = {
  ...FULL,
  donor: {
    ...FULL.donor,
    civility: '',
    fields: { ...FULL.donor.fields, ADR_L4: '', CP: '', VILLE: '', EMAIL: '' },
    phones: [],
  },
  gift: { amount: eur(1000), frequency: 'T', monthly: eur(333), scheme: 'SEPA' },
  asks: [],
};

const agent = { agentFirstName: 'Camille' };

describe('variables of a card', () => {
  it('says amounts in digits and in words', () => {
    expect(scriptVariables(FULL, agent)).toMatchObject({
      prenom_agent: 'Camille',
      civilite_nom: 'Madame Testeur',
      annee_depuis: '2019',
      cumul: '840 €',
      montant_actuel: '10 €',
      montant_actuel_lettres: 'dix euros',
      periodicite: 'par mois',
      proposition_1: '15 €',
      proposition_1_lettres: 'quinze euros',
      don_ponctuel: '30 €',
      montant_retenu: '15 €',
      date_premiere_echeance: '5 décembre 2026',
      adresse: '1 rue de l’Exemple, 99000 Exempleville',
      telephones: '06 39 98 00 02 ou 01 99 00 00 01',
    });
  });

  it('keeps the offer chosen, and a free amount over it', () => {
    const offer = FULL.asks[1]!;
    expect(scriptVariables(FULL, { ...agent, offer }).montant_retenu).toBe('13 €');
    expect(scriptVariables(FULL, { ...agent, offer, freeMinor: 1250 })).toMatchObject({
      montant_retenu: '12,50 €',
      montant_retenu_lettres: 'douze euros et cinquante centimes',
    });
  });

  it.each([FULL, BARE])('gives exactly the variables of the table', (card) => {
    const given = Object.keys(scriptVariables(card, agent)).toSorted();
    expect(given).toEqual(SCRIPT_VARIABLES.map(({ name }) => name).toSorted());
  });

  it('server/campaigns/README.md documents each of them', () => {
    const readme = readFileSync(`${REFERENCE_CAMPAIGN}/../README.md`, 'utf8');
    for (const { name, meaning, sample, optional } of SCRIPT_VARIABLES)
      expect(readme).toContain(`| \`${name}\` | ${meaning} | ${sample} | ${optional ? 'oui' : ''} |`);
  });

  it('only optional variables may be empty', () => {
    const variables = scriptVariables(BARE, agent);
    for (const { name, optional } of SCRIPT_VARIABLES)
      if (!optional) expect(variables[name], name).not.toBe('');
  });

  it('never guesses a civility', () => {
    const named = (donor: Partial<Card['donor']>) =>
      scriptVariables({ ...BARE, donor: { ...BARE.donor, ...donor } }, agent).civilite_nom;
    expect(named({})).toBe('Zéphyrine Testeur');
    expect(named({ civility: 'NEUTRE' })).toBe('Zéphyrine Testeur');
    expect(named({ civility: 'M' })).toBe('Monsieur Testeur');
  });

  it('says the first of a month as one does', () => {
    expect(frenchSpokenDate('2026-12-01')).toBe('1er décembre 2026');
    expect(frenchSpokenDate('2027-02-28')).toBe('28 février 2027');
  });
});

describe('texts to say', () => {
  it('takes the empty text as unknown and closes the gap', () => {
    const say = 'Merci{% if cumul %}, {{ cumul }} en tout{% endif %} .';
    expect(renderSay(say, { cumul: '' })).toBe('Merci.');
    expect(renderSay(say, { cumul: '840 €' })).toBe('Merci, 840 € en tout.');
  });

  it('refuses an unknown variable, a loop, an include and an unknown filter', () => {
    const texts = [
      '{{ inconnue }}',
      '{% for i in (1..9) %}x{% endfor %}',
      '{% include "x" %}',
      '{{ nom | secret }}',
    ];
    for (const text of texts) expect(() => renderSay(text, { nom: 'x' })).toThrow();
  });

  it('lets no control character of a donor’s data through', () => {
    expect(renderSay('{{ nom }}', { nom: 'Test\u001b[2J\u0007eur\u202e' })).toBe('Test[2Jeur');
  });

  it('does not run Liquid found in a value', () => {
    expect(renderSay('{{ nom }}', { nom: '{{ secret }}' })).toBe('{{ secret }}');
  });

  it('R-63 reads the classes of the donor, and « non classé » where the card has none', () => {
    const say =
      '{% case profil.canal %}{% when "RUE" %}rue{% when "NON_CLASSE" %}non{% else %}autre{% endcase %}';
    const said = (classes?: Card['classes']) =>
      renderSay(say, scriptVariables({ ...FULL, ...(classes && { classes }) }, agent));
    expect([said({ canal: 'RUE' }), said({ canal: 'WEB' }), said({ age: 'RUE' }), said()]).toEqual([
      'rue',
      'autre',
      'non',
      'non',
    ]);
    expect(
      variablesOfSay(`{{ nom }}${say}{% if profil.age == "A" %}{% endif %}{{ profil }}`).map(
        ({ name }) => name,
      ),
    ).toEqual(expect.arrayContaining(['nom', 'profil.canal', 'profil.age', 'profil']));
  });

  it('tells which variables a text uses and where', () => {
    expect(variablesOfSay('a\n{% if cumul %}{{ nom }}{% endif %}')).toEqual([
      { name: 'cumul', line: 2, column: 7 },
      { name: 'nom', line: 2, column: 18 },
    ]);
  });
});

describe('the reference script, read aloud', () => {
  const texts = Object.entries(referenceScript().nodes);

  it.each([
    ['a full card', FULL],
    ['a bare card', BARE],
  ])('reads well on %s', (_, card) => {
    const variables = scriptVariables(card, agent);
    for (const [id, node] of texts) {
      const said = renderSay(node.say, variables);
      expect(said, id).not.toMatch(/ [,.]|,,|undefined|\{\{|\{%/);
      expect(said.length, id).toBeGreaterThan(5);
    }
  });

  it('thanks a long support with its figures, and an unknown one without', () => {
    const merci = referenceScript().nodes.merci!.say;
    expect(renderSay(merci, scriptVariables(FULL, agent))).toContain('depuis 2019');
    expect(renderSay(merci, scriptVariables(BARE, agent))).toContain('avec 10 € par trimestre');
  });
});
