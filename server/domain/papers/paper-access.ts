import { inNumber } from '../../../shared/french-plural.ts';
import { ROLE_LABEL } from '../../../shared/roles.ts';
import type { DocumentSpec } from '../files/document.ts';
import { frenchInstant } from '../wording/custody-words.ts';
import type { PaperAccount, PaperFacts } from './paper-facts.ts';

/** Closed by hand, ended or not begun: whoever has none is not in the list of that instant. */
function hadAccess({ fromMs, toMs, disabled }: PaperAccount, atMs: number): boolean {
  return !disabled && fromMs <= atMs && atMs < toMs;
}

const CLAIM =
  'Les dates et les campagnes sont celles d’aujourd’hui ; un compte fermé à la main depuis l’instant demandé est compté comme ouvert à cet instant. Chaque changement de droits depuis cet instant est listé à la suite : c’est le journal qui fait foi.';

/** Who could enter at that instant, on what, until when. Pure. */
export function accessList(facts: PaperFacts): DocumentSpec {
  const inside = facts.accounts.filter((one) => hadAccess(one, facts.atMs));
  return {
    title: 'Liste des accès',
    subtitle: `À l’instant : ${frenchInstant(facts.atMs)}`,
    createdAtMs: facts.builtAtMs,
    footer: `Liste des accès, ${facts.tool}, clé ${facts.houseFingerprint}`,
    sections: [
      {
        kind: 'table',
        title: inNumber(inside.length, 'compte(s)'),
        headers: ['Compte', 'Rôle', 'Campagnes', 'Du', 'Au', 'Code à usage unique'],
        rows: inside.map((one) => [
          one.login,
          ROLE_LABEL[one.role],
          one.campaigns.join(', ') || 'toutes celles de son rôle',
          frenchInstant(one.fromMs),
          frenchInstant(one.toMs),
          one.hasCode ? 'oui' : 'non',
        ]),
      },
      { kind: 'text', title: 'Ce que dit cette liste', paragraphs: [CLAIM] },
      {
        kind: 'table',
        title: 'Changements de droits depuis cet instant',
        headers: ['Quand', 'Compte', 'Changement'],
        rows: facts.changes.map((one) => [frenchInstant(one.atMs), one.login, one.action]),
      },
    ],
  };
}
