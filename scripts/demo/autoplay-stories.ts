import type { CampaignKind } from '../../shared/campaign-kind.ts';
import { seededChance } from './seeded-chance.ts';

/**
 * One key of a story: the title that must be on screen before, then the key. A title is a node's or a form's; the key
 * may follow from what the call's screens have shown.
 */
type Beat = readonly [titleOnScreen: string, key: string | ((seen: string) => string)];

/** How a donor answers, as keys of the reference scripts; `weight` out of 100 calls. */
export interface Story {
  readonly name: string;
  readonly weight: number;
  readonly beats: readonly Beat[];
}

const ENTER = '\r';

const OPENING: readonly Beat[] = [
  ['Accroche', 'o'],
  ['Un bon moment ?', 'o'],
];

const PITCH: readonly Beat[] = [...OPENING, ['Merci', 's'], ['Ce que votre don permet', 's']];

const AGREED: readonly Beat[] = [
  ['Coordonnées', 'o'],
  ['Récapitulatif', 'o'],
  ['Conclusion', 'f'],
];

/** The goodbye checks the address and records the reason heard. */
const REFUSED: readonly Beat[] = [
  ['Don ponctuel', 'n'],
  ['Conclusion', 'o'],
];

/** Calls that end before any ask, whatever the campaign. */
const COMMON: readonly Story[] = [
  { name: 'no answer', weight: 30, beats: [['Accroche', 'N']] },
  { name: 'machine', weight: 16, beats: [['Accroche', 'R']] },
  { name: 'busy', weight: 3, beats: [['Accroche', 'O']] },
  { name: 'wrong number', weight: 3, beats: [['Accroche', 'F']] },
  {
    name: 'hangs up',
    weight: 3,
    beats: [...OPENING.slice(0, 1), ['Un bon moment ?', 'H']],
  },
  {
    name: 'no talk',
    weight: 5,
    beats: [...OPENING.slice(0, 1), ['Un bon moment ?', 'n'], ['Refus de l’entretien', 'f']],
  },
  {
    name: 'no more calls',
    weight: 1,
    beats: [...OPENING.slice(0, 1), ['Un bon moment ?', 'x'], ['Opposition', 't'], ['Enregistrer « ', 'o']],
  },
  {
    name: 'thanks only',
    weight: 2,
    beats: [...OPENING.slice(0, 1), ['Un bon moment ?', 'v'], ['Merci, sans demande', 'm']],
  },
];

/** A shift in miniature: most calls are not reached, some end early, and the reached donors agree, give once or refuse. */
const UPGRADE: readonly Story[] = [
  ...COMMON,
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
      ['Conclusion', 'l'],
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
    beats: [...PITCH, ['Première proposition', 'n'], ['Écouter', 's'], ['je donne déjà', 'n'], ...REFUSED],
  },
];

const RESUMED: readonly Beat[] = [...OPENING, ['Merci', 's'], ['Ce que votre don a permis', 's']];

const WHY: readonly Beat[] = [
  ...RESUMED,
  ['Pourquoi l’arrêt ?', 'm'],
  ['le budget', 's'],
  ['Le défi du moment', 's'],
];

/** Where the donor was told of a new mandate to sign, the workstation refuses an agreement on the old one. */
const RESUMES: readonly Beat[] = [
  ['Coordonnées', 'o'],
  ['Récapitulatif', 'o'],
  ['Conclusion', (seen) => (/aurez signé|contient aussi/.test(seen) ? 's' : 'f')],
];

const NOT_AGAIN: readonly Beat[] = [
  ...WHY,
  ['Première proposition', 'n'],
  ['Écouter', 'n'],
  ['Seconde proposition', 'n'],
];

/** Lapsed donors: why it stopped comes first; a bank's stop takes the practical way. */
function reactivation(hasOneOff: boolean): readonly Story[] {
  return [
    ...COMMON,
    { name: 'resumes', weight: 10, beats: [...WHY, ['Première proposition', 'o'], ...RESUMES] },
    {
      name: 'resumes for less',
      weight: 6,
      beats: [
        ...WHY,
        ['Première proposition', 'n'],
        ['Écouter', 'm'],
        ['les moyens', 's'],
        ['Seconde proposition', 'o'],
        ...RESUMES,
      ],
    },
    {
      name: 'signs a new mandate',
      weight: 8,
      beats: [
        ...RESUMED,
        ['Pourquoi l’arrêt ?', 'b'],
        ['nouveau mandat', 'o'],
        ['Coordonnées', 'o'],
        ['Récapitulatif du nouveau mandat', 'o'],
        ['Conclusion', 's'],
      ],
    },
    {
      name: 'not again',
      weight: 13,
      beats: [...NOT_AGAIN, ...(hasOneOff ? REFUSED : REFUSED.slice(1))],
    },
  ];
}

const THANKED: readonly Beat[] = [...OPENING, ['Merci', 's'], ['Ce que votre soutien permet', 's']];

const GOODBYE: readonly Beat[] = [
  ['Coordonnées', 'o'],
  ['Votre avis', 'o'],
  ['Conclusion', 'f'],
];

/** Nothing is asked: who is reached is thanked, and some say what they wish for. */
const THANKS: readonly Story[] = [
  ...COMMON,
  { name: 'thanked', weight: 26, beats: [...THANKED, ['Quelques nouvelles', 's'], ...GOODBYE] },
  {
    name: 'thanked, content in part',
    weight: 5,
    beats: [
      ...THANKED,
      ['Quelques nouvelles', 's'],
      ['Coordonnées', 'o'],
      ['Votre avis', 'p'],
      ['Conclusion', 'f'],
    ],
  },
  {
    name: 'wants to hear from the charity',
    weight: 3,
    beats: [
      ...THANKED,
      ['Quelques nouvelles', 'c'],
      ['Un souhait à transmettre', 'o'],
      ['Coordonnées', 'o'],
      ['Contact souhaité', 'f'],
    ],
  },
  {
    name: 'thanked already',
    weight: 3,
    beats: [...OPENING, ['Merci', 'd'], ['Déjà reçu', 'f']],
  },
];

export interface StoryKind {
  readonly kind: CampaignKind;
  /** Whether a refusal is followed by the ask for a single gift. */
  readonly hasOneOff: boolean;
}

/** By kind, where a refusal is followed by the ask for a single gift or not. */
const STORIES: Readonly<Record<CampaignKind, (hasOneOff: boolean) => readonly Story[]>> = {
  upgrade: () => UPGRADE,
  reactivation,
  thanks: () => THANKS,
};

/** An endless draw of stories by their weights, whatever campaign the next card is of. */
export function drawStories(seed: number): (of: StoryKind) => Story {
  const roll = seededChance(seed);
  return ({ kind, hasOneOff }) => {
    const stories = STORIES[kind](hasOneOff);
    let at = roll() * stories.reduce((sum, story) => sum + story.weight, 0);
    for (const story of stories) {
      at -= story.weight;
      if (at < 0) return story;
    }
    throw new Error('weights cover every roll');
  };
}
