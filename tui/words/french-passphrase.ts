import { PASSPHRASE_RULE } from '../../shared/passphrase-rules.ts';

/** The page where a person chooses what opens their access. */
export const PASSPHRASE = {
  title: 'Votre phrase de passe',
  owed: 'Votre mot de passe a été tiré au sort. Avant la première fiche, choisissez le vôtre : personne d’autre ne le connaîtra.',
  wished: 'Elle remplacera celle d’aujourd’hui. Vos autres sessions se fermeront.',
  rule: PASSPHRASE_RULE,
  fields: { present: 'Aujourd’hui', chosen: 'Votre phrase', again: 'Encore une fois' },
  strength: (strength: string) => `Solidité : ${strength}.`,
  needs: {
    present: 'Tapez d’abord ce qui ouvre votre accès aujourd’hui.',
    chosen: 'Tapez votre phrase.',
    again: 'Tapez votre phrase encore une fois.',
  },
  differ: 'Les deux saisies diffèrent. Recommencez.',
  mustChoose: 'Une phrase à vous est demandée avant la première fiche.',
  busy: 'Un instant…',
  kept: 'C’est fait : votre phrase sera demandée à chaque connexion.',
  changed: 'Phrase changée. Vos autres sessions sont fermées.',
} as const;
