import type { LineScript } from '../line/line-texts.ts';
import type { LinkTexts } from '../line/link-texts.ts';
import { frenchDate } from '../wording/french-figures.ts';
import type { LineBody, LineMentions } from './line-parts.ts';

/** What it is, and its words: as domain/said/part-texts.ts has them. */
type PartText = readonly [title: string, text: string];

const STEPS: Readonly<Record<keyof LineScript['steps'], string>> = {
  welcome: 'Accueil',
  rhythm: 'Une fois, ou chaque mois',
  identity: 'Nom',
  address: 'Adresse',
  link: 'Voie du lien',
  thanks: 'Fin de l’appel',
  callBack: 'À qui est rappelé',
};

const EXITS: Readonly<Record<keyof LineScript['exits'], string>> = {
  hoax: 'Canular',
  handOver: 'Passage à l’équipe de l’association',
  minor: 'Mineur',
  cardOffered: 'Numéro de carte proposé',
};

/** With the name of each, and only those that are said. */
function named<K extends string>(
  names: Readonly<Record<K, string>>,
  said: Readonly<Partial<Record<K, string | readonly string[] | undefined>>>,
): readonly PartText[] {
  return (Object.keys(names) as K[]).flatMap((key): readonly PartText[] => {
    const text = said[key];
    return text === undefined ? [] : [[names[key], [text].flat().join('\n')]];
  });
}

function mentionTexts({ notice, helplines, charity, link }: LineMentions): readonly PartText[] {
  const tried = helplines.map(
    ({ country, name, number, checkedOn }) =>
      `${name} (${country}) : ${number}, essayé le ${frenchDate(checkedOn)}`,
  );
  const values = {
    notice,
    name: charity.name,
    contact: charity.donorContact,
    from: charity.emailFrom,
    replyTo: charity.replyTo,
    textFrom: charity.textFrom,
    base: link.base,
    days: String(link.validDays),
    helplines: tried,
  };
  return named(MENTIONS, values);
}

const MENTIONS = {
  notice: 'Mention lue avant d’enregistrer',
  name: 'Nom de l’association',
  contact: 'Contact donné aux personnes',
  from: 'Expéditeur des e-mails',
  replyTo: 'Adresse de réponse',
  textFrom: 'Expéditeur des messages',
  base: 'Adresse du lien de paiement',
  days: 'Jours pendant lesquels le lien vaut',
  helplines: 'Lignes d’aide, quand l’équipe ne répond pas',
} as const;

const MESSAGES = {
  sms: 'Message du lien',
  subject: 'E-mail du lien, objet',
  text: 'E-mail du lien, texte',
  letter: 'Lettre du lien',
  reminderSubject: 'Rappel par e-mail, objet',
  reminderText: 'Rappel par e-mail, texte',
  reminderSms: 'Rappel par message',
} as const;

function messageTexts({ sms, email, letter, reminder }: LinkTexts): readonly PartText[] {
  return named(MESSAGES, {
    sms,
    letter,
    subject: email?.subject,
    text: email?.text,
    reminderSubject: reminder?.subject,
    reminderText: reminder?.text,
    reminderSms: reminder?.sms,
  });
}

/** What is said and sent on a pledge line, in the order of a call. Pure. */
export function lineTexts(body: LineBody): readonly PartText[] {
  if (body.kind === 'line-mentions') return mentionTexts(body.mentions);
  if (body.kind === 'line-messages') return messageTexts(body.messages);
  return [...named(STEPS, body.words.steps), ...named(EXITS, body.words.exits)];
}
