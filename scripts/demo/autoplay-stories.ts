import { seededChance } from './seeded-chance.ts';

/** One key of a story: the title that must be on screen before, then the key. A title is a node's or a form's. */
export type Beat = readonly [titleOnScreen: string, key: string];

/** How a donor answers, as keys of the reference script `upgrade-fr`; `weight` out of 100 calls. */
export interface Story {
  readonly name: string;
  readonly weight: number;
  readonly beats: readonly Beat[];
}

const ENTER = '\r';
const DOWN = '\u001b[B';

const OPENING: readonly Beat[] = [
  ['Accroche', 's'],
  ['Identification', 'o'],
  ['Un bon moment ?', 'o'],
];

const PITCH: readonly Beat[] = [
  ...OPENING,
  ['Merci', 's'],
  ['Ce que votre don permet', 's'],
  ['Le défi du moment', 's'],
];

const AGREED: readonly Beat[] = [
  ['Coordonnées', 'o'],
  ['Récapitulatif', 'o'],
  ['E-mail de confirmation', 's'],
  ['Conclusion', 'f'],
  ['a-t-elle dit oui', 'o'],
];

const REFUSED: readonly Beat[] = [
  ['Don ponctuel', 'n'],
  ['Conclusion', 'f'],
  ['Comment l’appel se termine', ENTER],
  ['vérifiées avec la personne', 'o'],
];

/** A shift in miniature: most calls are not reached, some end early, and the reached donors agree, give once or refuse. */
export const STORIES: readonly Story[] = [
  { name: 'no answer', weight: 30, beats: [['Accroche', 'N']] },
  { name: 'machine', weight: 16, beats: [['Accroche', 'R']] },
  { name: 'busy', weight: 3, beats: [['Accroche', 'O']] },
  { name: 'wrong number', weight: 3, beats: [['Accroche', 'F']] },
  {
    name: 'hangs up',
    weight: 3,
    beats: [...OPENING.slice(0, 2), ['Un bon moment ?', 'H'], ['vérifiées avec la personne', 'r']],
  },
  {
    name: 'no talk',
    weight: 5,
    beats: [
      ...OPENING.slice(0, 2),
      ['Un bon moment ?', 'n'],
      ['Refus de l’entretien', 'f'],
      ['vérifiées avec la personne', 'r'],
    ],
  },
  {
    name: 'no more calls',
    weight: 1,
    beats: [
      ...OPENING.slice(0, 2),
      ['Un bon moment ?', 'x'],
      ['Opposition', 't'],
      ['Enregistrer « ', 'o'],
      ['vérifiées avec la personne', 'r'],
    ],
  },
  { name: 'agrees at once', weight: 13, beats: [...PITCH, ['Première proposition', 'o'], ...AGREED] },
  {
    name: 'agrees to less',
    weight: 7,
    beats: [
      ...PITCH,
      ['Première proposition', 'n'],
      ['Écouter', 'm'],
      ['les moyens', 's'],
      ['Seconde proposition', 'o'],
      ...AGREED,
    ],
  },
  {
    name: 'gives once',
    weight: 4,
    beats: [
      ...PITCH,
      ['Première proposition', 'p'],
      ['Don ponctuel', 'o'],
      ['Montant', ENTER],
      ['Coordonnées', 'o'],
      ['Récapitulatif', 'o'],
      ['E-mail et lien', 's'],
      ['Conclusion', 'l'],
      ['a-t-elle dit oui', 'o'],
    ],
  },
  {
    name: 'refuses',
    weight: 8,
    beats: [
      ...PITCH,
      ['Première proposition', 'n'],
      ['Écouter', 'n'],
      ['Seconde proposition', 'n'],
      ...REFUSED,
    ],
  },
  {
    name: 'refuses for another reason',
    weight: 5,
    beats: [
      ...PITCH,
      ['Première proposition', 'n'],
      ['Écouter', 's'],
      ['je donne déjà', 'n'],
      ['Don ponctuel', 'n'],
      ['Conclusion', 'f'],
      ['Comment l’appel se termine', DOWN],
      ['Comment l’appel se termine', ENTER],
      ['vérifiées avec la personne', 'o'],
    ],
  },
  {
    name: 'thanks only',
    weight: 2,
    beats: [
      ...OPENING.slice(0, 2),
      ['Un bon moment ?', 'v'],
      ['Merci, sans demande', 'm'],
      ['vérifiées avec la personne', 'r'],
    ],
  },
];

/** An endless draw of stories by their weights. */
export function drawStories(seed: number): () => Story {
  const roll = seededChance(seed);
  const total = STORIES.reduce((sum, story) => sum + story.weight, 0);
  return () => {
    let at = roll() * total;
    for (const story of STORIES) {
      at -= story.weight;
      if (at < 0) return story;
    }
    throw new Error('weights cover every roll');
  };
}
