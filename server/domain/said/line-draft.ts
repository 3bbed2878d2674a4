import type { CivilDate } from '../../../shared/time.ts';
import type { CampaignFiles } from '../campaign-check/campaign-check.ts';
import { checkLineScript, checkLineSettings, checkLinkFile } from '../line/line-folder.ts';
import type { LineSettings } from '../line/line-settings.ts';
import type { LineScript } from '../line/line-texts.ts';
import type { LinkTexts } from '../line/link-texts.ts';
import { type LineBody, lineBodyHash, lineMentions } from './line-parts.ts';
import { type Drafted, otherCampaign, type ScriptDraft } from './script-draft.ts';
import type { LinePart } from './script-parts.ts';

/** Signs of the hash that name a version where no file gives it a name. */
const VERSION_SIGNS = 16;

function draftOfBody(body: LineBody): ScriptDraft {
  const hash = lineBodyHash(body);
  const version = body.kind === 'line-script' ? body.words.version : hash.slice(0, VERSION_SIGNS);
  return { version, hash, body };
}

/** What is said and sent on a line. */
interface LineSaid {
  readonly settings: LineSettings;
  readonly script: LineScript;
  readonly texts: LinkTexts;
}

/** What a line says under each part, in the order of `LINE_PARTS`. Pure. */
export function lineDrafts({ settings, script, texts }: LineSaid): readonly ScriptDraft[] {
  return [
    draftOfBody({ kind: 'line-script', words: script }),
    draftOfBody({ kind: 'line-mentions', mentions: lineMentions(settings) }),
    draftOfBody({ kind: 'line-messages', messages: texts }),
  ];
}

interface LineDrafting {
  readonly files: CampaignFiles;
  /** The line as it stands: only that part of the folder is taken. */
  readonly settings: LineSettings;
  readonly today: CivilDate;
}

const DRAFTS: Readonly<Record<LinePart, (drafting: LineDrafting) => Drafted>> = {
  'line-script': ({ files, settings }) => {
    const { value: words, problems } = checkLineScript(files, settings);
    return words && problems.length === 0
      ? { draft: draftOfBody({ kind: 'line-script', words }) }
      : { problems };
  },
  'line-mentions': ({ files, settings, today }) => {
    const { value, problems } = checkLineSettings(files, today);
    if (!value || problems.length > 0) return { problems };
    const isSame =
      value.code === settings.code &&
      value.charity.code === settings.charity.code &&
      value.country === settings.country;
    return isSame
      ? { draft: draftOfBody({ kind: 'line-mentions', mentions: lineMentions(value) }) }
      : { problems: [otherCampaign(settings)] };
  },
  'line-messages': ({ files, settings }) => {
    const { value: messages, problems } = checkLinkFile(files, settings);
    return messages && problems.length === 0
      ? { draft: draftOfBody({ kind: 'line-messages', messages }) }
      : { problems };
  },
};

/** That part of a line's folder, by the rules of `line check`: a draft, or every fault. Pure. */
export function lineDraftOf(kind: LinePart, drafting: LineDrafting): Drafted {
  return DRAFTS[kind](drafting);
}
