import { callsStoppedGifts, kindFacts } from '../../../shared/campaign-kind.ts';
import { countryFacts } from '../../../shared/country.ts';
import { PHONE_SLOTS } from '../../../shared/phone-slots.ts';
import { type ColumnName, type Need, needOf } from '../contact-file/contact-columns.ts';
import { contactFileNameOn } from '../contact-file/contact-file-name.ts';
import { type ContactProfile, contactProfile } from '../contact-file/contact-profile.ts';
import { theirName } from '../contact-file/mapping/their-names.ts';
import { frenchCode } from '../contact-file/report/problem-codes.ts';
import type { DocumentSection, DocumentSpec } from '../files/document.ts';
import { COLUMN_NOTES } from './column-notes.ts';
import { writtenExample } from './example-row.ts';
import { columnForm, formText } from './form-text.ts';
import type { KitFacts } from './kit-facts.ts';
import { returnSections } from './kit-return.ts';
import { kitColumns } from './kit-template.ts';
import { REFUSAL_REPLIES } from './refusal-replies.ts';

const day = (iso: string) => iso.split('-').reverse().join('/');

/** A fingerprint in groups of four, to be read aloud. */
function spoken(fingerprint: string): string {
  return fingerprint.replace(/(.{4})(?=.)/g, '$1 ');
}

function datesSection({ settings }: KitFacts): DocumentSection {
  const { name, code, charity, kind, country } = settings;
  return {
    kind: 'fields',
    title: 'La campagne',
    fields: [
      ['Campagne', `${name} (${code}), ${kindFacts(kind).about}, ${countryFacts(country).name}`],
      ['Association', `${charity.name} (${charity.code})`],
      ['Dates', `du ${day(settings.starts)} au ${day(settings.ends)}`],
      ['Fin des données', `détruites ${settings.retentionDays} jours au plus après la fin, avec attestation`],
    ],
  };
}

function keysSections({ campaignKey, houseKey }: KitFacts): readonly DocumentSection[] {
  return [
    {
      kind: 'text',
      title: '1. Nos clés, la vôtre',
      paragraphs: [
        'Importez nos deux clés publiques, puis lisez-nous leurs empreintes par téléphone : jamais par le canal qui a apporté ce dossier.',
        `Clé de la campagne, à laquelle vous chiffrez (${campaignKey.fileName}) : ${spoken(campaignKey.fingerprint)}`,
        `Clé de la maison, qui signe ce que nous remettons (${houseKey.fileName}) : ${spoken(houseKey.fingerprint)}`,
        'Envoyez-nous votre clé publique (ed25519/cv25519, ou RSA de 3072 bits au moins) et lisez-nous son empreinte. La clé privée ne quitte jamais votre poste.',
      ],
    },
    {
      kind: 'commands',
      title: 'Commandes des clés',
      lines: [
        `gpg --import ${campaignKey.fileName} ${houseKey.fileName}`,
        `gpg --quick-lsign-key ${campaignKey.fingerprint}`,
        `gpg --quick-lsign-key ${houseKey.fingerprint}`,
        'gpg --armor --export VOTRE-ADRESSE > cle-association.asc',
      ],
    },
  ];
}

function sendSections({ settings, today, campaignKey, dropLine }: KitFacts): readonly DocumentSection[] {
  const name = contactFileNameOn({ ...settings, charity: settings.charity.code }, today);
  const stem = name.replace(/\.pgp$/, '');
  return [
    {
      kind: 'text',
      title: '2. Remplir, chiffrer, déposer',
      paragraphs: [
        'Partez du modèle : sa première feuille, FICHES, est la seule lue. La ligne d’en-têtes reste telle quelle ; l’ordre des colonnes est libre ; une colonne en plus est gardée et revient dans le fichier final.',
        `Le nom du fichier est fixe, avec la date du jour : ${name}.`,
        'Aucune donnée ne part en clair, ni par e-mail. Le fichier est signé par vous et chiffré pour la clé de la campagne.',
      ],
    },
    {
      kind: 'commands',
      title: 'Commandes du dépôt',
      lines: [
        `gpg --sign --encrypt --recipient ${campaignKey.fingerprint} --output ${name} ${stem}`,
        dropLine ?? 'sftp -P 22 VOTRE-COMPTE@HÔTE-DU-DÉPÔT',
        `put ${name} in/${name}.part`,
        `rename in/${name}.part in/${name}`,
      ],
    },
  ];
}

const NEEDS = ['value', 'column', 'optional'] as const satisfies readonly Need[];
const NEED_TITLE: Readonly<Record<Need, string>> = {
  value: 'Colonnes obligatoires, remplies à chaque ligne',
  column: 'Colonnes obligatoires, cellule vide si vous ne savez pas',
  optional: 'Colonnes facultatives',
};

/** Those of one need; none when the campaign has no such column. */
function columnsTable(need: Need, profile: ContactProfile): readonly DocumentSection[] {
  const names = kitColumns(profile).filter((name) => needOf(name, profile) === need);
  if (names.length === 0) return [];
  const { mapping } = profile.settings;
  const rows = names.map((name) => [
    theirName(mapping, name),
    formText(columnForm(name, profile), { ...profile, mapping, column: name }),
    writtenExample(name, profile),
    COLUMN_NOTES[name],
  ]);
  return [{ kind: 'table', title: NEED_TITLE[need], headers: ['Colonne', 'Forme', 'Exemple', 'Sens'], rows }];
}

/** What no file needs to say, since it holds for every row. */
function fixedSection({ settings: { mapping } }: ContactProfile): readonly DocumentSection[] {
  const fixed = Object.entries(mapping?.fixed ?? {});
  if (fixed.length === 0) return [];
  return [
    {
      kind: 'fields',
      title: 'Convenu pour toutes les lignes : ces colonnes n’ont pas à être là',
      fields: fixed,
    },
  ];
}

function columnsSections(profile: ContactProfile): readonly DocumentSection[] {
  return [
    {
      kind: 'text',
      title: '3. Les colonnes',
      paragraphs: ['Dans l’ordre que vous voulez, sous ces noms exacts, en première ligne de la feuille.'],
    },
    ...NEEDS.flatMap((need) => columnsTable(need, profile)),
    ...fixedSection(profile),
    {
      kind: 'text',
      title: 'Ce que le tableau ne dit pas',
      paragraphs: [
        `Une des colonnes ${PHONE_SLOTS.map((slot) => theirName(profile.settings.mapping, slot)).join(', ')} au moins doit être là.`,
        'Jamais d’IBAN entier, de numéro de carte, ni de donnée de santé : la ligne ou le texte est refusé.',
        ...(callsStoppedGifts(profile.kind)
          ? ['Le montant et la périodicité sont ceux du don avant son arrêt.']
          : ['Un don déjà arrêté n’est pas appelé dans cette campagne.']),
        'Les mêmes fiches deux fois ne sont appelées qu’une fois ; le même fichier deux fois est refusé.',
      ],
    },
  ];
}

const STOPS = { file: 'le fichier', row: 'la ligne', call: 'l’appel' } as const;

/** Told only to whoever fills that column. */
const ABOUT_COLUMN: Readonly<Partial<Record<string, ColumnName>>> = { 'ics-malformed': 'ICS' };

function refusalSection(profile: ContactProfile): DocumentSection {
  const columns = kitColumns(profile);
  const isToldHere = (code: string) => {
    const column = ABOUT_COLUMN[code];
    return column === undefined || columns.includes(column);
  };
  return {
    kind: 'table',
    title: '4. Ce qui est refusé, et ce que nous vous dirons',
    headers: ['Code', 'Refuse', 'Ce que nous vous dirons'],
    rows: Object.entries(REFUSAL_REPLIES)
      .filter(([code]) => isToldHere(code))
      .map(([code, { stops, says }]) => [
        // As the report writes it; a refusal of the whole file has no row there.
        stops === 'file' ? '—' : frenchCode(code),
        STOPS[stops],
        says,
      ]),
  };
}

/**
 * What the charity reads before its first file: keys, commands, columns, refusals, what comes back and when. Made from
 * the importer's own tables, so that it cannot be behind them. Equal facts give equal documents.
 */
export function kitPage(facts: KitFacts): DocumentSpec {
  const { settings, today, createdAtMs } = facts;
  const profile = contactProfile(settings, today);
  return {
    title: `Dossier de lancement — ${settings.name}`,
    subtitle: `Pour ${settings.charity.name}, le ${day(today)}. Aucune donnée de donateur dans ce dossier ; tout exemple est fictif.`,
    createdAtMs,
    sections: [
      datesSection(facts),
      ...keysSections(facts),
      ...sendSections(facts),
      ...columnsSections(profile),
      refusalSection(profile),
      ...returnSections(settings),
    ],
    footer: `Dossier de lancement ${settings.code}`,
  };
}
