import { describe, expect, it } from 'vitest';
import {
  type ConsentedCall,
  readBackOf,
  readBackText,
} from '../../../server/domain/agreement/consent-statement.ts';
import { maskedValue } from '../../../server/domain/next-card/masked-value.ts';
import { toldPath } from '../../../server/domain/script/told-path.ts';
import { CAMPAIGN_FOLDERS, loadedCampaign } from '../../support/campaign/reference-campaigns.ts';

const CALL: ConsentedCall = {
  callId: 'c',
  campaign: 'TEST',
  disposition: 'AC_UP',
  agent: 'a',
  currency: 'EUR',
  frequency: 'M',
  oldMinor: 1000,
  newMinor: 8000,
  firstDebitOn: '2027-01-05',
  askLevel: '1',
  scriptVersion: 'v',
};

describe.each(CAMPAIGN_FOLDERS)('F-04 the read-backs of %s', (folder) => {
  const { script, settings } = loadedCampaign(folder);
  const { country, language } = settings;
  const nodes = Object.entries(script.nodes).filter(([, node]) => node.marks.includes('read-back'));
  const currency = country === 'CH' ? 'CHF' : 'EUR';
  const read = (node: string) => {
    const scheme = country === 'CH' ? 'QR' : 'SEPA';
    const question = { script, path: [{ node: script.start }, { node }, { node: 'fin' }], country, language };
    const parts = { call: { ...CALL, currency } as const, canton: country === 'CH' ? 'VD' : '' };
    return readBackOf({ ...question, ...parts, charityName: 'l’Union', scheme });
  };

  it('say the amount in the words of the country, and nobody’s name', () => {
    expect(nodes.length).toBeGreaterThan(1);
    for (const [node] of nodes) {
      const readBack = read(node);
      if (!readBack) throw new Error(`a read-back at ${node}`);
      const said = readBackText(script, readBack);
      expect(said?.isSame).toBe(true);
      const words = { FR: 'quatre-vingts euros', BE: 'quatre-vingts euros', CH: 'huitante francs' }[country];
      expect(said?.text).toContain(words);
      expect(said?.text).not.toMatch(/\[(?!le montant)/);
    }
  });

  it('a wording changed since is not taken for the one that was read', () => {
    const [[node = '', wording] = []] = nodes;
    const readBack = read(node);
    if (!readBack || !wording) throw new Error('a read-back');
    const nodesNow = { ...script.nodes, [node]: { ...wording, say: `${wording.say} !` } };
    expect(readBackText({ ...script, nodes: nodesNow }, readBack)).toBeUndefined();
    const variables = { ...readBack.variables, montant_retenu: '90 €' };
    expect(readBackText(script, { ...readBack, variables })?.isSame).toBe(false);
  });
});

it('a corrected field is named, its values masked', () => {
  expect(maskedValue('VILLE', 'VILLE-FICTIVE')).toBe('V•••');
  expect(maskedValue('TEL_MOBILE', '+33639980012')).toBe('•••12');
  expect(maskedValue('EMAIL', 'donatrice@exemple.invalid')).toBe('d•••@•••.invalid');
  expect(maskedValue('ADR_L3', '')).toBe('(vide)');
});

it('a path is told by the script of its version; what the script does not know keeps its name', () => {
  const { script } = loadedCampaign('upgrade-fr');
  expect(toldPath(script, [{ node: 'recapitulatif', answer: 'o' }, { node: 'inconnue' }])).toMatchObject([
    { title: 'Récapitulatif', answer: 'Oui, clairement', marks: ['read-back'] },
    { title: 'inconnue', answer: '', marks: [] },
  ]);
});
