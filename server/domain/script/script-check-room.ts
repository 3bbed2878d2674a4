import type { CallScript, ScriptNode } from '../../../shared/call-script.ts';
import { HOUSE_LANGUAGE, languagePack } from '../../../shared/language/languages.ts';
import { cells } from '../../../shared/screen/cells.ts';
import {
  ANSWER_HEAD,
  type AnswerTable,
  measureOf,
  SMALLEST,
  SMALLEST_CENTRE,
  stepLayout,
} from '../../../shared/screen/step-room.ts';
import { wrapText } from '../../../shared/screen/wrap-text.ts';
import { flowing, renderSay } from '../../../shared/script-text.ts';
import { SCRIPT_VARIABLES } from '../../../shared/script-variables.ts';
import type { Finding } from '../campaign/campaign-check-problem.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { classVariants } from './profile-conditions.ts';

/**
 * Long values as donors have them: what is longer still scrolls on the screen and says so. Facts that a script says of a
 * gift are as long as four figures.
 */
const LONG: Readonly<Record<string, string>> = {
  prenom_agent: 'Marie-Antoinette',
  civilite_nom: 'Monsieur de Saint-Exemple-Testeur',
  prenom: 'Marie-Antoinette',
  nom: 'de Saint-Exemple-Testeur',
  ville: 'Saint-Exemple-en-Montagne',
  adresse: 'Appartement 12, Bâtiment C, 112 bis avenue de l’Exemple, 99000 Saint-Exemple-en-Montagne',
  email: 'marie-antoinette.saint-exemple@exemple.invalid',
  coordonnees_verifiees: '',
  telephones: '01 99 00 00 01 ou 06 39 98 00 01',
  cumul: '12 345,50 €',
  montant_actuel: '1 200 €',
  montant_actuel_lettres: 'mille deux cents euros',
  periodicite: 'par trimestre',
  proposition_1: '1 500 €',
  proposition_1_lettres: 'mille cinq cents euros',
  proposition_2: '1 350 €',
  proposition_2_lettres: 'mille trois cent cinquante euros',
  don_ponctuel: '1 000 €',
  don_ponctuel_lettres: 'mille euros',
  montant_retenu: '1 350 €',
  montant_retenu_lettres: 'mille trois cent cinquante euros',
  date_premiere_echeance: '25 septembre 2026',
};

function longest(texts: readonly string[]): string {
  return texts.toSorted((a, b) => cells(b) - cells(a))[0] ?? '';
}

/**
 * Every variable at its longest, and the same with all absent that may be. The tax sentence counts for nothing: a setting
 * brings it, for those it concerns; with it a text may scroll, and the screen says so.
 */
function valuesOf(settings: CampaignSettings | undefined): readonly Record<string, string>[] {
  const full = Object.fromEntries(SCRIPT_VARIABLES.map(({ name, sample }) => [name, LONG[name] ?? sample]));
  const pack = languagePack(settings?.language ?? HOUSE_LANGUAGE);
  const known: Record<string, string> | undefined = settings && {
    association: settings.charity.shortName,
    impact: longest(settings.themes.map((theme) => theme.impact)),
    defi: longest(settings.themes.map((theme) => theme.challenge)),
    phrase_ecoute: settings.listening === 'none' ? '' : pack.speech.listening,
  };
  const all: Record<string, string> = { ...full, ...known, phrase_fiscale: '' };
  const bare = SCRIPT_VARIABLES.map(({ name, optional }) => [name, optional ? '' : all[name]] as const);
  return [all, Object.fromEntries(bare.map(([name, text]) => [name, text ?? '']))];
}

const WIDTH = measureOf(SMALLEST_CENTRE);

/** The lines said, at their most, whatever the donor's classes; none for a text that another rule refuses. */
function saidLines(say: string, values: readonly Record<string, string>[]): readonly string[] {
  const read = (classVariants(say) ?? []).flatMap((classes) =>
    values.map((each) => ({ ...each, ...classes })),
  );
  const told = read.map((each) => {
    try {
      return wrapText(flowing(renderSay(say, each)), WIDTH);
    } catch {
      // Liquid or a variable is at fault: the words' own check says so.
      return [];
    }
  });
  return told.toSorted((a, b) => b.length - a.length)[0] ?? [];
}

const SCREEN = `un écran de ${SMALLEST.columns}×${SMALLEST.rows}`;
const HINT = 'À savoir : ';

interface Step {
  readonly id: string;
  readonly node: ScriptNode;
}

/** Labels that their column cuts. */
function cutLabels({ id, node }: Step, { columns, rows, width }: AnswerTable): Finding[] {
  const rest = SMALLEST_CENTRE.width - width * (columns - 1);
  return node.answers.flatMap(({ label }, at): Finding[] => {
    const isLast = Math.floor(at / rows) === columns - 1;
    const room = (isLast ? rest : width - 1) - ANSWER_HEAD;
    if (cells(label) <= room) return [];
    return [
      {
        at: ['nodes', id, 'answers', at, 'label'],
        code: 'label-does-not-fit',
        message: `Le libellé « ${label} » est coupé sur ${SCREEN} : ${room} caractères y tiennent.`,
        hint: 'raccourcissez-le, ou ceux de l’autre colonne',
      },
    ];
  });
}

/** What is said and the remark are whole; where they are not, what is too long is named. */
function checkNode({ id, node }: Step, values: readonly Record<string, string>[]): Finding[] {
  const labels = node.answers.map(({ label }) => label);
  const hint = node.hint === undefined ? [] : wrapText(HINT + node.hint, WIDTH);
  const laid = (said: readonly string[], remark: readonly string[]) =>
    stepLayout({ said, hint: remark, labels }, SMALLEST_CENTRE);
  const said = saidLines(node.say, values);
  const [aloud, whole] = [laid(said, []), laid(said, hint)];
  const tight = [
    ...(aloud.isWhole ? [] : [{ field: 'say', lines: aloud.said.length, room: aloud.textRows }]),
    ...(whole.isWhole || !aloud.isWhole
      ? []
      : [{ field: 'hint', lines: whole.said.length + hint.length, room: whole.textRows }]),
  ];
  return [
    ...cutLabels({ id, node }, whole.answers),
    ...tight.map(({ field, lines, room }) => ({
      at: ['nodes', id, field],
      code: 'step-does-not-fit',
      message: `L’étape « ${id} » a jusqu’à ${lines} lignes à lire : ${room} tiennent au-dessus de ses réponses sur ${SCREEN}.`,
      hint: 'raccourcissez le texte ou la remarque, ou faites-en deux étapes',
    })),
  ];
}

/** Every step is whole on the smallest screen, with long names, addresses and amounts: nobody scrolls while they speak. */
export function checkScriptRoom(script: CallScript, settings?: CampaignSettings): Finding[] {
  const values = valuesOf(settings);
  return Object.entries(script.nodes).flatMap(([id, node]) => checkNode({ id, node }, values));
}
